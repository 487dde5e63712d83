-- Up Migration

-- A list of customers that somebody uploaded, with what they stated about consent: it stands for ever, in their words.
CREATE TABLE afterjob.customer_imports (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES afterjob.organizations (organization_id) ON DELETE CASCADE,
  file_name text NOT NULL,
  basis text NOT NULL CHECK (basis IN ('agreed', 'customers', 'none')),
  statement text NOT NULL,
  texts_agreed boolean NOT NULL,
  created integer NOT NULL,
  known integer NOT NULL,
  wrong integer NOT NULL,
  imported_by uuid,
  imported_at timestamptz(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (organization_id, id)
);
CREATE INDEX customer_imports_by_time ON afterjob.customer_imports (organization_id, imported_at, id);

-- Whom it made, and whom it found here already.
CREATE TABLE afterjob.imported_customers (
  organization_id uuid NOT NULL,
  import_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  is_new boolean NOT NULL,
  PRIMARY KEY (import_id, customer_id),
  FOREIGN KEY (organization_id, import_id) REFERENCES afterjob.customer_imports (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, customer_id) REFERENCES afterjob.customers (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX imported_customers_by_customer ON afterjob.imported_customers (organization_id, customer_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['customer_imports', 'imported_customers']
  LOOP
    PERFORM afterjob_functions.protect_tenant_table(format('afterjob.%I', t)::regclass);
  END LOOP;
END $$;
