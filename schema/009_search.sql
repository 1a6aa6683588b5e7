-- What is found by its words: derived from conversations and customers, told again by `regulars rebuild`.
-- An entry has the id of its thing, so newest first is by id. What its words are is decided by the program (src/search),
-- the same for both databases: neither tokenizer does more than cut at blanks. Words that begin with _ are tokens of
-- team and kind.

-- sqlite:
CREATE TABLE search_entry (
    id ID PRIMARY KEY,
    kind TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE VIRTUAL TABLE search_index USING fts5 (
    words, content = 'search_entry', content_rowid = 'id', tokenize = "ascii tokenchars '_'", prefix = '2 3'
);

-- postgres:
CREATE TABLE search_entry (
    id ID PRIMARY KEY,
    kind TEXT NOT NULL,
    words TSVECTOR NOT NULL
);
CREATE INDEX search_entry_words ON search_entry USING gin (words);
