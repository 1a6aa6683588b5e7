-- Which id the last change of the business was given: one that was told with the sample shop leaves with it.

ALTER TABLE business ADD COLUMN changed BIGINT NOT NULL DEFAULT 0;
