"""Writing new migrations: named as sqlx names them, with what they change and how to take it back."""
