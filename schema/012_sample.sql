-- What was told and did not happen: everything whose id was made while the clock stood in a telling. `last_id` is empty
-- while it is being told, `leaving_at` until somebody wants it gone.
CREATE TABLE sample (
    id ID PRIMARY KEY,
    first_id BIGINT NOT NULL,
    last_id BIGINT,
    told_at BIGINT NOT NULL,
    leaving_at BIGINT
);
-- Shops that were told before there was a mark: between the events that say so.
INSERT INTO sample (id, first_id, last_id, told_at)
SELECT began.id, began.id, told.id, told.at
  FROM event AS began
  JOIN event AS told ON told.kind = 'story.told' AND told.id > began.id
 WHERE began.kind = 'story.began'
   AND NOT EXISTS (SELECT 1 FROM event AS other
                    WHERE other.kind IN ('story.began', 'story.told') AND other.id > began.id AND other.id < told.id);

-- The minutes that are forgotten each night are found without looking at all that ever happened.
CREATE INDEX event_minutes ON event (id) WHERE kind = 'every.minute';
-- What hangs on a conversation is found from it.
CREATE INDEX intake_snapshot_of ON intake_snapshot (conversation);
