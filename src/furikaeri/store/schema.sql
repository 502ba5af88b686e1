PRAGMA journal_mode = DELETE;  -- bulk loads write each page once; there is one writer
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -16384;
PRAGMA temp_store = MEMORY;

CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row an evidence item read. `rank` orders exports of the same thing: a later one speaks last.
CREATE TABLE IF NOT EXISTS item (
  no INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, settings TEXT NOT NULL, rank INTEGER NOT NULL,
  records INTEGER NOT NULL DEFAULT 0, complete INTEGER NOT NULL DEFAULT 0
);

-- One row a revision of an event. (id_hash, content) is the identity: the same record read again only moves `rank`.
CREATE TABLE IF NOT EXISTS record (
  seq INTEGER PRIMARY KEY, id_hash BLOB NOT NULL, content BLOB NOT NULL, rank INTEGER NOT NULL,
  lo INTEGER NOT NULL, scope BLOB, item INTEGER NOT NULL, locator TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
  body BLOB NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS record_identity ON record (id_hash, content);
CREATE INDEX IF NOT EXISTS record_scope ON record (scope) WHERE scope IS NOT NULL;

CREATE TABLE IF NOT EXISTS warning (item INTEGER NOT NULL, code TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS fact (item INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS coverage (item INTEGER NOT NULL, scope TEXT NOT NULL);
