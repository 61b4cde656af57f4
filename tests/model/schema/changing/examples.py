"""Changes of a schema that are easily got wrong, each with rows and what is to be left of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """Two schemas and rows of the first as SQL, and a query after the change with what it has to give."""

    before: str
    rows: str
    after: str
    query: str
    expected: tuple[tuple[object, ...], ...]


EXAMPLES = {
    "AUTOINCREMENT counts on": Example(
        before="CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x)",
        rows="""
            INSERT INTO t VALUES (1, 'a'), (9, 'b');
            DELETE FROM t WHERE id = 9
        """,
        after="CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT)",
        query="SELECT seq, (SELECT x FROM t) FROM sqlite_sequence WHERE name = 't'",
        expected=((9, "a"),),
    ),
    "rowids stay where no column has them, whatever columns are called": Example(
        before="CREATE TABLE t (rowid, x)",
        rows="INSERT INTO t (_rowid_, rowid, x) VALUES (7, 'r', 'a')",
        after="CREATE TABLE t (rowid TEXT, x)",
        query="SELECT _rowid_, rowid, x FROM t",
        expected=((7, "r", "a"),),
    ),
    "a new INTEGER PRIMARY KEY takes the rowids": Example(
        before="CREATE TABLE t (x)",
        rows="INSERT INTO t (rowid, x) VALUES (7, 'a')",
        after="CREATE TABLE t (id INTEGER PRIMARY KEY, x)",
        query="SELECT id, x FROM t",
        expected=((7, "a"),),
    ),
    "an external full-text index still finds the rows of a rebuilt table": Example(
        before="""
            CREATE TABLE t (body TEXT);
            CREATE VIRTUAL TABLE f USING fts5(body, content='t');
            CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO f(rowid, body) VALUES (new.rowid,
                new.body); END;
            CREATE TRIGGER d AFTER DELETE ON t BEGIN INSERT INTO f(f, rowid, body) VALUES ('delete',
                old.rowid, old.body); END;
        """,
        rows="INSERT INTO t (rowid, body) VALUES (5, 'needle'), (9, 'hay')",
        after="""
            CREATE TABLE t (body TEXT NOT NULL);
            CREATE VIRTUAL TABLE f USING fts5(body, content='t');
            CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO f(rowid, body) VALUES (new.rowid,
                new.body); END;
            CREATE TRIGGER d AFTER DELETE ON t BEGIN INSERT INTO f(f, rowid, body) VALUES ('delete',
                old.rowid, old.body); END;
        """,
        query="SELECT rowid FROM f WHERE f MATCH 'needle'",
        expected=((5,),),
    ),
    "an external full-text index with other options is filled again": Example(
        before="""
            CREATE TABLE t (body TEXT);
            CREATE VIRTUAL TABLE f USING fts5(body, content='t');
            CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO f(rowid, body) VALUES (new.rowid,
                new.body); END;
            CREATE TRIGGER d AFTER DELETE ON t BEGIN INSERT INTO f(f, rowid, body) VALUES ('delete',
                old.rowid, old.body); END;
        """,
        rows="INSERT INTO t (rowid, body) VALUES (5, 'needles')",
        after="""
            CREATE TABLE t (body TEXT);
            CREATE VIRTUAL TABLE f USING fts5(body, content='t', tokenize='porter');
            CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO f(rowid, body) VALUES (new.rowid,
                new.body); END;
            CREATE TRIGGER d AFTER DELETE ON t BEGIN INSERT INTO f(f, rowid, body) VALUES ('delete',
                old.rowid, old.body); END;
        """,
        query="SELECT rowid FROM f WHERE f MATCH 'needle'",
        expected=((5,),),
    ),
    "a full-text table of its own keeps its rows": Example(
        before="CREATE VIRTUAL TABLE f USING fts5(body)",
        rows="INSERT INTO f (rowid, body) VALUES (5, 'needles')",
        after="CREATE VIRTUAL TABLE f USING fts5(body, more, tokenize='porter')",
        query="SELECT rowid, body FROM f WHERE f MATCH 'needle'",
        expected=((5, "needles"),),
    ),
    "a broken view elsewhere does not stop a rebuild": Example(
        before="""
            CREATE TABLE t (x);
            CREATE VIEW w AS SELECT a FROM gone;
            CREATE VIEW v AS SELECT x FROM t;
        """,
        rows="INSERT INTO t VALUES (1)",
        after="""
            CREATE TABLE t (x NOT NULL);
            CREATE VIEW w AS SELECT a FROM gone;
            CREATE VIEW v AS SELECT x FROM t;
        """,
        query="SELECT * FROM v",
        expected=((1,),),
    ),
    "a circle of cascades is rebuilt without losing a row": Example(
        before="""
            CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES b ON DELETE CASCADE);
            CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a ON DELETE CASCADE, b INT REFERENCES
                b);
        """,
        rows="""
            PRAGMA defer_foreign_keys = ON;
            INSERT INTO a VALUES (1, NULL);
            INSERT INTO b VALUES (2, 1, 2);
            UPDATE a SET b = 2
        """,
        after="""
            CREATE TABLE a (id INTEGER PRIMARY KEY CHECK (id > 0), b INT REFERENCES b ON DELETE RESTRICT);
            CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a ON DELETE RESTRICT, b INT REFERENCES
                b);
        """,
        query="SELECT * FROM a, b",
        expected=((1, 2, 2, 1, 2),),
    ),
    "ON CONFLICT REPLACE of a new table does not lose rows": Example(
        before="CREATE TABLE t (x UNIQUE, y)",
        rows="INSERT INTO t VALUES (1, 2), (3, 4)",
        after="CREATE TABLE t (x UNIQUE ON CONFLICT REPLACE, y NOT NULL ON CONFLICT IGNORE)",
        query="SELECT * FROM t",
        expected=((1, 2), (3, 4)),
    ),
    "parents are unique by an index of their own before children are copied": Example(
        before="""
            CREATE TABLE p (x, y);
            CREATE UNIQUE INDEX i ON p (x);
            CREATE TABLE c (p REFERENCES p (x));
        """,
        rows="""
            INSERT INTO p VALUES (1, 2);
            INSERT INTO c VALUES (1)
        """,
        after="""
            CREATE TABLE p (x NOT NULL, y);
            CREATE UNIQUE INDEX i ON p (x);
            CREATE TABLE c (p REFERENCES p (x));
        """,
        query="SELECT * FROM p, c",
        expected=((1, 2, 1),),
    ),
    "double-quoted strings stay strings": Example(
        before="""
            CREATE TABLE t (x CHECK (x <> "no"));
            CREATE VIEW v AS SELECT "yes" AS a, x FROM t;
        """,
        rows="INSERT INTO t VALUES (1)",
        after="""
            CREATE TABLE t (x TEXT CHECK (x <> "no"));
            CREATE VIEW v AS SELECT "yes" AS a, x FROM t;
        """,
        query="SELECT * FROM v",
        expected=(("yes", "1"),),
    ),
    "a view takes the name of a table, and a table that of a view": Example(
        before="""
            CREATE TABLE t (x);
            CREATE VIEW v AS SELECT 1 AS x;
        """,
        rows="INSERT INTO t VALUES (1)",
        after="""
            CREATE TABLE v (x);
            CREATE VIEW t AS SELECT 2 AS x;
        """,
        query="SELECT x FROM t",
        expected=((2,),),
    ),
    "a changed view gets its trigger again": Example(
        before="""
            CREATE TABLE t (x);
            CREATE VIEW v AS SELECT x FROM t;
            CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.x); END;
        """,
        rows="INSERT INTO v VALUES (1)",
        after="""
            CREATE TABLE t (x);
            CREATE VIEW v AS SELECT x, 2 AS y FROM t;
            CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.x); END;
        """,
        query="SELECT * FROM v",
        expected=((1, 2),),
    ),
    "a default that is worked out fills the rows that are there": Example(
        before="CREATE TABLE t (x)",
        rows="INSERT INTO t VALUES (1)",
        after="CREATE TABLE t (x, y NOT NULL DEFAULT (1 + 2), z AS (x + 1) STORED)",
        query="SELECT * FROM t",
        expected=((1, 3, 2),),
    ),
    "what is called like a keyword, or not like a name at all": Example(
        before='CREATE TABLE "order" (key PRIMARY KEY, "select", "a;--b") WITHOUT ROWID',
        rows='INSERT INTO "order" VALUES (1, 2, 3)',
        after='CREATE TABLE "order" (key PRIMARY KEY, "select" NOT NULL, "a;--b") WITHOUT ROWID',
        query='SELECT * FROM "order"',
        expected=((1, 2, 3),),
    ),
    "an index takes the name of one that goes with its table": Example(
        before="""
            CREATE TABLE a (x);
            CREATE INDEX i ON a (x);
            CREATE TABLE b (x);
        """,
        rows="INSERT INTO b VALUES (1)",
        after="""
            CREATE TABLE b (x);
            CREATE TABLE i (y);
        """,
        query="SELECT x FROM b",
        expected=((1,),),
    ),
    "a view stays whose own view goes while a table is rebuilt": Example(
        before="CREATE TABLE t (x); CREATE VIEW a AS SELECT x FROM t; CREATE VIEW b AS SELECT x FROM a;",
        rows="INSERT INTO t VALUES (1)",
        after="CREATE TABLE t (x NOT NULL); CREATE VIEW b AS SELECT x FROM a;",
        query="SELECT x FROM t",
        expected=((1,),),
    ),
    "an index goes only after the keys that needed it": Example(
        before="""
            CREATE TABLE p (x, y);
            CREATE UNIQUE INDEX i ON p (x);
            CREATE TABLE c (id PRIMARY KEY, p REFERENCES p (x), c REFERENCES c ON DELETE SET NULL);
        """,
        rows="INSERT INTO p VALUES (1, 2); INSERT INTO c VALUES (3, 1, 3)",
        after="""
            CREATE TABLE p (y);
            CREATE TABLE c (id PRIMARY KEY, p, c REFERENCES c ON DELETE SET NULL);
        """,
        query="SELECT * FROM p, c",
        expected=((2, 3, 1, 3),),
    ),
    "a table that refers to itself by an index of its own is dropped": Example(
        before="""
            CREATE TABLE t (x NOT NULL, y, t REFERENCES t (y) ON DELETE CASCADE);
            CREATE UNIQUE INDEX i ON t (y);
        """,
        rows="INSERT INTO t VALUES (1, 2, 2), (3, 4, 2)",
        after="""
            CREATE TABLE t (x, y, t REFERENCES t (y) ON DELETE CASCADE);
            CREATE UNIQUE INDEX i ON t (y);
        """,
        query="SELECT * FROM t",
        expected=((1, 2, 2), (3, 4, 2)),
    ),
    "the last column goes although a remark with a comma stands before it": Example(
        before="""
            CREATE TABLE t (
                a, -- the first one, as ever
                b
            )
        """,
        rows="INSERT INTO t VALUES (1, 2)",
        after="CREATE TABLE t (a)",
        query="SELECT * FROM t",
        expected=((1,),),
    ),
    "a new table refers to a rebuilt one by an index that comes with it": Example(
        before="CREATE TABLE p (a, b)",
        rows="INSERT INTO p VALUES (1, 2)",
        after="""
            CREATE TABLE p (a, b, CHECK (a > 0));
            CREATE UNIQUE INDEX i ON p (b);
            CREATE TABLE c (x REFERENCES p (b));
        """,
        query="SELECT * FROM p",
        expected=((1, 2),),
    ),
}
