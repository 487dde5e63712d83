import { type Role, roles } from '../schemas.ts';

/** Whether somebody of this role may give a role, or take it away: an admin does not decide about owners. */
export const mayDecideOn = (own: Role, about: Role): boolean =>
  own === 'owner' || (own === 'admin' && roles.indexOf(about) <= roles.indexOf('admin'));
