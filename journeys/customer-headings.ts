/** What a column of a list of customers may hold. */
export type ListField =
  | 'name'
  | 'firstName'
  | 'lastName'
  | 'companyName'
  | 'email'
  | 'phone'
  | 'street1'
  | 'street2'
  | 'city'
  | 'province'
  | 'postalCode'
  | 'country';

// By what spreadsheets and other programs call them, without case and marks.
const headings: Record<ListField, string> = {
  name: 'name|full name|customer|customer name|client|client name|display name|contact|contact name',
  firstName: 'first name|first|given name|forename',
  lastName: 'last name|last|surname|family name',
  companyName: 'company|company name|business|business name|organization|organisation',
  email: 'email|e mail|email address|e mail address|main email|primary email|emails|mail',
  phone:
    'phone|phone number|mobile|mobile phone|mobile number|cell|cell phone|telephone|tel|main phone|primary phone|phones',
  street1: 'street|street 1|street address|address|address 1|address line 1|billing street|billing street 1',
  street2: 'street 2|address 2|address line 2|unit|apartment|billing street 2',
  city: 'city|town|billing city',
  province: 'state|province|state or province|state province|region|billing state|billing province',
  postalCode: 'zip|zip code|postal code|postcode|post code|billing zip|billing zip code|billing postal code',
  country: 'country|billing country',
};

const known = new Map(
  Object.entries(headings).flatMap(([field, names]) =>
    names.split('|').map((name): [string, ListField] => [name, field as ListField]),
  ),
);

/** What each column of a list holds, by its heading; null: nothing that is taken. Of two for one thing the first counts. */
export function readHeadings(cells: readonly string[]): (ListField | null)[] {
  const taken = new Set<ListField>();
  return cells.map((cell) => {
    const field = known.get(
      cell
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim(),
    );
    if (!field || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}
