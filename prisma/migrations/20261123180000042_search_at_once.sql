-- Up Migration

-- Entries go to their place at once: a search would otherwise read through those that wait for theirs, up to 4 MB of
-- them, each time. Pages of a sync are entered after they are stored, so it is nobody's answer that takes longer.
ALTER INDEX afterjob.customers_by_words SET (fastupdate = off);
