-- Keys that end by themselves, and the acts of people and programs found by who and by what.
ALTER TABLE api_key ADD COLUMN expires_at BIGINT;

CREATE INDEX event_of_actor ON event (actor, id) WHERE actor_kind IN ('staff', 'key');
CREATE INDEX event_of_kind ON event (kind, id) WHERE actor_kind IN ('staff', 'key');
