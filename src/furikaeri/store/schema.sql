PRAGMA page_size = 8192;  -- of a new file
PRAGMA journal_mode = TRUNCATE;  -- one writer; a load is one transaction, undone whole when it is broken off
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -12288;
PRAGMA temp_store = MEMORY;

CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row an evidence item read. `rank` orders exports of the same thing: a later one speaks last.
CREATE TABLE IF NOT EXISTS item (
  no INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, settings TEXT NOT NULL, rank INTEGER NOT NULL,
  records INTEGER NOT NULL DEFAULT 0, complete INTEGER NOT NULL DEFAULT 0
);

-- One row a revision of an event, in the order of writing. `id_hash` stands for the event, `n` counts its revisions
-- from 0: a record that says nothing new conflicts with its first revision and only moves `rank`. `over` is 0 for what
-- has no end yet. `latest` marks the revision that stands: the highest (over, rank, seq).
CREATE TABLE IF NOT EXISTS record (
  seq INTEGER PRIMARY KEY, id_hash INTEGER NOT NULL, n INTEGER NOT NULL DEFAULT 0, latest INTEGER NOT NULL DEFAULT 1,
  over INTEGER NOT NULL, rank INTEGER NOT NULL, lo INTEGER NOT NULL, scope INTEGER NOT NULL, item INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0, locator TEXT NOT NULL, body BLOB NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS record_identity ON record (id_hash, n);
CREATE INDEX IF NOT EXISTS record_scope ON record (scope) WHERE scope != 0;

CREATE TABLE IF NOT EXISTS warning (item INTEGER NOT NULL, code TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS fact (item INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS coverage (item INTEGER NOT NULL, scope TEXT NOT NULL);
