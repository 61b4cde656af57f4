"""A new migration: what it begins with, its text, a trial of it, its files."""
