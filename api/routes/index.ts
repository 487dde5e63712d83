import type { leastRole, RouteName } from '../roles.ts';
import type { PlainRoute, SignedRoute } from '../route.ts';
import { accounts } from './accounts.ts';
import { documentation } from './documentation.ts';
import { health } from './health.ts';
import { organization } from './organization.ts';

// A route for signed-in callers cannot be listed as anyone's, and none can be missing.
type Routes = {
  [Name in RouteName]: (typeof leastRole)[Name] extends 'anyone' ? PlainRoute : PlainRoute | SignedRoute;
};

export const routes = {
  ...health,
  ...documentation,
  ...accounts,
  ...organization,
} satisfies Routes;
