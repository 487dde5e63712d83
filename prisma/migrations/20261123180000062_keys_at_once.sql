-- Up Migration

-- What a sync has written would wait in a list that every look-up by address or number reads through until the next
-- vacuum: after an import each took milliseconds, and a list of five hundred addresses a second.
ALTER INDEX afterjob.customers_by_email_key SET (fastupdate = off);
ALTER INDEX afterjob.customers_by_phone_key SET (fastupdate = off);
