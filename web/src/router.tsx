import { createBrowserRouter, type RouteObject } from 'react-router';
import { Frame } from './shell/frame.tsx';
import { NotFound } from './shell/not-found.tsx';
import { PageFailed } from './shell/page-failed.tsx';
import { SignedIn } from './shell/signed-in.tsx';

type Room = { default: React.ComponentType };
const room = (load: () => Promise<Room>) => async () => ({ Component: (await load()).default });

const doors: RouteObject[] = [
  { path: 'sign-in', lazy: room(() => import('./accounts/sign-in.tsx')) },
  { path: 'sign-up', lazy: room(() => import('./accounts/sign-up.tsx')) },
  { path: 'forgot-password', lazy: room(() => import('./accounts/forgot-password.tsx')) },
  { path: 'reset-password', lazy: room(() => import('./accounts/reset-password.tsx')) },
  { path: 'connect/:provider', lazy: room(() => import('./accounts/marketplace-start.tsx')) },
];

const rooms: RouteObject[] = [
  { index: true, lazy: room(() => import('./dashboard/dashboard.tsx')) },
  { path: 'journeys', lazy: room(() => import('./journeys/journeys.tsx')) },
  { path: 'journeys/new', lazy: room(() => import('./journeys/new-journey.tsx')) },
  { path: 'journeys/:journeyId', lazy: room(() => import('./journeys/journey-page.tsx')) },
  { path: 'journeys/:journeyId/edit', lazy: room(() => import('./journeys/editor/editor-page.tsx')) },
  { path: 'people/:enrollmentId', lazy: room(() => import('./people/person-page.tsx')) },
  { path: 'customers', lazy: room(() => import('./customers/customers.tsx')) },
  { path: 'customers/:customerId', lazy: room(() => import('./customers/customer-page.tsx')) },
  { path: 'messages', lazy: room(() => import('./messages/messages.tsx')) },
  { path: 'activity', lazy: room(() => import('./events/activity.tsx')) },
  { path: 'settings/integrations', lazy: room(() => import('./integrations/integrations.tsx')) },
  { path: 'settings/business', lazy: room(() => import('./settings/business.tsx')) },
];

/** Every page by its address; each is loaded when it is first opened. */
export const router = createBrowserRouter([
  {
    element: <Frame />,
    errorElement: <PageFailed />,
    hydrateFallbackElement: <></>,
    children: [
      ...doors.map((door) => ({ ...door, errorElement: <PageFailed /> })),
      {
        element: <SignedIn />,
        children: [
          ...rooms.map((each) => ({ ...each, errorElement: <PageFailed /> })),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
