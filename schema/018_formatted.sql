-- What was written with formatting: cleaned HTML beside the plain text, empty when that says it all.

ALTER TABLE message ADD COLUMN html TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN html TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN other_html TEXT NOT NULL DEFAULT '';
