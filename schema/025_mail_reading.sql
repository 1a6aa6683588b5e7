-- How a mail is read: cleaned HTML beside its text, and the pictures in it. What lies elsewhere is fetched only when asked for.

ALTER TABLE mail_content ADD COLUMN html TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_content ADD COLUMN html_whole TEXT NOT NULL DEFAULT '';

CREATE TABLE mail_picture (
    mail BIGINT NOT NULL REFERENCES mail (id),
    place BIGINT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    file BIGINT,
    PRIMARY KEY (mail, place)
);
