import { type ComponentType, lazy } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { furnished } from './furnished.ts';
import { type DoorPath, firstPaths, type RoomPath } from './paths.ts';
import { Frame } from './shell/frame.tsx';
import { NotFound } from './shell/not-found.tsx';
import { SignedIn } from './shell/signed-in.tsx';

type Load = () => Promise<{ default: ComponentType }>;

// A page is written here and in paths.ts: the compiler asks for both.
const doors: Record<DoorPath, Load> = {
  'sign-in': () => import('./accounts/sign-in.tsx'),
  'sign-up': () => import('./accounts/sign-up.tsx'),
  'forgot-password': () => import('./accounts/forgot-password.tsx'),
  'reset-password': () => import('./accounts/reset-password.tsx'),
  invitation: () => import('./accounts/invitation.tsx'),
  'connect/:provider': () => import('./accounts/marketplace-start.tsx'),
  'disconnected/:provider': () => import('./accounts/connection-ended.tsx'),
};

const rooms: Record<RoomPath, Load> = {
  '/': () => import('./dashboard/dashboard.tsx'),
  journeys: () => import('./journeys/journeys.tsx'),
  'journeys/new': () => import('./journeys/new-journey.tsx'),
  'journeys/:journeyId': () => import('./journeys/journey-page.tsx'),
  'journeys/:journeyId/edit': () => import('./journeys/editor/editor-page.tsx'),
  'journeys/:journeyId/overview': () => import('./journeys/overview/overview-page.tsx'),
  'journeys/:journeyId/rehearsal': () => import('./journeys/rehearsal-page.tsx'),
  'journeys/:journeyId/rehearsal/:customerId': () => import('./journeys/rehearsal-customer-page.tsx'),
  'journeys/:journeyId/past-customers': () => import('./people/past-customers.tsx'),
  people: () => import('./dashboard/waiting-people.tsx'),
  results: () => import('./dashboard/results.tsx'),
  'people/:enrollmentId': () => import('./people/person-page.tsx'),
  customers: () => import('./customers/customers.tsx'),
  'customers/import': () => import('./customers/import-page.tsx'),
  'customers/matches': () => import('./matches/same-person.tsx'),
  'customers/:customerId': () => import('./customers/customer-page.tsx'),
  'customers/:customerId/evidence': () => import('./consent/evidence-page.tsx'),
  'customers/:customerId/why': () => import('./people/why-page.tsx'),
  papers: () => import('./matches/same-paper.tsx'),
  conversations: () => import('./conversations/conversations.tsx'),
  'conversations/:conversationId': () => import('./conversations/conversation-page.tsx'),
  questions: () => import('./questions/questions.tsx'),
  attention: () => import('./attention/attention.tsx'),
  messages: () => import('./messages/messages.tsx'),
  activity: () => import('./events/activity.tsx'),
  settings: () => import('./settings/settings-overview.tsx'),
  'settings/integrations': () => import('./integrations/integrations.tsx'),
  'settings/senders': () => import('./settings/senders.tsx'),
  'settings/sending-hours': () => import('./settings/sending-hours.tsx'),
  'settings/notifications': () => import('./settings/notifications.tsx'),
  'settings/business': () => import('./settings/business.tsx'),
  'settings/brand': () => import('./settings/brand.tsx'),
  'settings/team': () => import('./settings/team.tsx'),
  'settings/api-keys': () => import('./settings/api-keys.tsx'),
  'settings/webhooks': () => import('./settings/webhooks-log.tsx'),
  'settings/audit-log': () => import('./settings/audit-log.tsx'),
  'settings/data': () => import('./settings/data.tsx'),
};

const toRoutes = (pages: Record<string, Load>) =>
  Object.entries(pages).map(([path, load]) => {
    const Room = lazy(firstPaths.some((first) => first === path) ? load : furnished(load));
    return <Route key={path} path={path} element={<Room />} />;
  });

const doorRoutes = toRoutes(doors);
const roomRoutes = toRoutes(rooms);

/** Every page by its address; each is loaded when it is first opened. */
export function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Frame />}>
          {doorRoutes}
          <Route element={<SignedIn />}>
            {roomRoutes}
            <Route path="*" element={<NotFound />} />
          </Route>
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
