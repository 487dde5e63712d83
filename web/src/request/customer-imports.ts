import type { CheckedList, CustomerImport } from '../../../api/schemas.ts';
import { request } from './request.ts';

export type Stated = {
  fileName: string;
  basis: CustomerImport['basis'];
  statement: string;
  textsAgreed: boolean;
};

const path = '/api/customer-imports';

/** What an import would do; nothing is kept. */
export const checkList = (file: string) => request<CheckedList>(`${path}/checks`, { method: 'POST', body: { file } });

export const importList = (body: Stated & { file: string }) => request<CustomerImport>(path, { method: 'POST', body });
