-- Names as spelled, once each, and the folded keys under which each is found.
CREATE TABLE name (
    name INTEGER PRIMARY KEY,
    spelling TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tail (
    tail TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (tail, name)
) STRICT, WITHOUT ROWID;

-- One reading of one report. A report read again with other words or other rows gives a second reading;
-- the earlier one stays and is superseded.
CREATE TABLE reading (
    reading INTEGER PRIMARY KEY,
    report TEXT NOT NULL,
    superseded INTEGER NOT NULL DEFAULT 0,
    digest BLOB NOT NULL,
    title TEXT,
    published TEXT,
    basis TEXT,
    first_day TEXT,
    last_day TEXT,
    outlet TEXT,
    domain TEXT,
    outlet_name INTEGER REFERENCES name,
    domain_name INTEGER REFERENCES name,
    url TEXT,
    language TEXT,
    statements INTEGER NOT NULL,
    positions INTEGER NOT NULL,
    forums INTEGER NOT NULL,
    events INTEGER NOT NULL,
    problems INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX reading_current ON reading (report) WHERE superseded = 0;
CREATE INDEX reading_digest ON reading (report, digest);
CREATE INDEX reading_order ON reading (published IS NULL, published, report) WHERE superseded = 0;

-- What is large and only wanted whole: the record without its rows, and the report's text.
CREATE TABLE body (
    reading INTEGER PRIMARY KEY REFERENCES reading,
    frame TEXT NOT NULL,
    carries_text INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- Statements, positions, forums and events: what they are found by.
CREATE TABLE entry (
    entry INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading,
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    statement TEXT,
    first_day TEXT,
    last_day TEXT,
    speaker INTEGER REFERENCES name,
    affiliation INTEGER REFERENCES name,
    speaker_kind TEXT,
    form TEXT,
    polarity TEXT,
    issue TEXT,
    stance TEXT,
    forum INTEGER REFERENCES name,
    forum_state TEXT,
    event_type TEXT,
    event_status TEXT
) STRICT;

CREATE INDEX entry_order ON entry (reading, kind, place);
CREATE INDEX entry_speaker ON entry (speaker, reading, polarity) WHERE speaker IS NOT NULL;
CREATE INDEX entry_affiliation ON entry (affiliation) WHERE affiliation IS NOT NULL;
CREATE INDEX entry_issue ON entry (issue) WHERE issue IS NOT NULL;

-- The whole row as JSON, and a digest of that.
CREATE TABLE record (
    entry INTEGER PRIMARY KEY REFERENCES entry,
    seal BLOB NOT NULL,
    record TEXT NOT NULL
) STRICT;

-- Everybody a row is about.
CREATE TABLE party (
    name INTEGER NOT NULL REFERENCES name,
    entry INTEGER NOT NULL REFERENCES entry,
    PRIMARY KEY (name, entry)
) STRICT, WITHOUT ROWID;

-- Full text. The words are folded before they come here, so the plainest tokenizer cuts them at spaces.
CREATE VIRTUAL TABLE report_words USING fts5 (title, text, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE entry_words USING fts5 (who, words, sentence, content = '', tokenize = 'ascii');
