const own =
  '^(activities|api|bench|channels|journeys|prisma|providers|records|sandbox|scripts|testing|web|workflows|e2e)/|^[a-z-]+\\.ts$';
const tests = '\\.test\\.tsx?$|(^|/)(describe-[a-z]+|testing)\\.ts$';
/** Files of a vendor's local sandbox are servers: they may use what the vendor's client may not. */
const sandboxes = '(^|/)sandbox(/|\\.ts$|-[a-z-]+\\.ts$)';
const server = '(^|/)node_modules/(@temporalio|express|@prisma|pg|pino)(/|$)';

/** @type {(name: string, comment: string, from: object, to: object) => { name: string, comment: string, severity: 'error', from: object, to: object }} */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const code = (path, not = []) => ({ path, pathNot: [tests, ...not] });

/** The arrows of ARCHITECTURE.md: api, worker and workflows → activities → records, providers, channels → journeys. */
export default {
  /** Looked at with `import type` left out: what really runs. */
  running: [
    forbid('no-cycles', 'Two files that need each other are one file or three', {}, { circular: true }),
    forbid(
      'workflows-are-alone',
      'A workflow is replayed: of ours it imports types of activities and pure data, nothing that runs',
      code('^workflows/'),
      { path: own, pathNot: ['^workflows/', '^providers/manifests\\.ts$'] },
    ),
    forbid('workflows-stay-small', 'What a workflow imports is in its bundle', code('^workflows/'), {
      path: '(^|/)node_modules/',
      pathNot: ['(^|/)node_modules/@temporalio/(workflow|common|activity)(/|$)'],
    }),
    forbid(
      'vendors-do-not-read-the-environment',
      'Types of the configuration only',
      code('^(providers|channels)/', [sandboxes]),
      {
        path: '^config\\.ts$',
      },
    ),
    forbid('web-takes-types-of-the-api', 'Types only', code('^web/'), {
      path: '^api/schemas(/|\\.ts$)',
    }),
  ],
  /** Looked at with every import. */
  forbidden: [
    forbid('workflows-know-activities-by-type', 'Not even types of anything else of ours', code('^workflows/'), {
      path: own,
      pathNot: ['^workflows/', '^activities/', '^providers/manifests\\.ts$'],
    }),
    forbid('journeys-are-pure', 'The heart imports nothing of ours', code('^journeys/'), {
      path: own,
      pathNot: ['^journeys/'],
    }),
    forbid('journeys-do-nothing', 'No files, no network, no server library', code('^journeys/'), {
      path: `^(node:)?(fs|net|http|https|child_process|dns|tls|os|process)(/|$)|${server}`,
    }),
    forbid(
      'vendors-are-handed-everything',
      'A provider or channel gets its configuration and a connection, and returns data',
      code('^(providers|channels)/', [sandboxes]),
      { path: '^(records|prisma|api|activities|workflows|sandbox|worker\\.ts|testing|scripts)(/|$)' },
    ),
    forbid(
      'vendors-know-no-server',
      'No database, no Temporal, no Express',
      code('^(providers|channels)/', [sandboxes]),
      { path: server },
    ),
    forbid(
      'the-core-names-no-vendor',
      'Implementations are reached by providers/index.ts and channels/index.ts',
      code('^(activities|api|journeys|records|workflows|worker\\.ts|web)(/|$)'),
      { path: '^(providers|channels)/[^/]+/' },
    ),
    forbid('vendors-do-not-know-each-other', 'One vendor, one folder', code('^(providers|channels)/([^/]+)/'), {
      path: '^(providers|channels)/[^/]+/',
      pathNot: ['^$1/$2/'],
    }),
    forbid('records-are-below', 'The database knows nothing of who uses it', code('^records/'), {
      path: '^(activities|api|workflows|worker\\.ts|web|sandbox|scripts|testing)(/|$)',
    }),
    forbid('activities-are-below', 'Activities are called, they do not call back', code('^activities/'), {
      path: '^(api|web|sandbox|worker\\.ts|scripts|testing)(/|$)',
    }),
    forbid(
      'api-starts-workflows-only',
      'The API verifies, stores, starts and reads; acting on the world is for activities',
      code('^api/'),
      {
        path: '^(activities|worker\\.ts|web|sandbox|scripts|testing)(/|$)',
      },
    ),
    forbid(
      'web-shares-shapes-only',
      'The browser gets the shapes of the API, the pure heart and the manifests',
      code('^web/'),
      { path: own, pathNot: ['^web/', '^journeys/', '^providers/manifests\\.ts$', '^api/schemas(/|\\.ts$)'] },
    ),
    forbid(
      'accounts-in-one-place',
      'better-auth stays behind one interface',
      { path: own, pathNot: ['^api/accounts/', '^web/'] },
      {
        path: '(^|/)node_modules/(better-auth|@better-auth)(/|$)',
      },
    ),
    forbid(
      'the-product-needs-no-tests',
      'Nothing that runs in production imports what only tests use',
      code(own, ['^(testing|e2e|bench|scripts)/', sandboxes]),
      {
        path: '^(testing|e2e|bench)/|\\.test\\.tsx?$',
      },
    ),
    forbid(
      'resolvable',
      'An import that leads nowhere',
      { path: own },
      { couldNotResolve: true, pathNot: ['\\.css$', '^virtual:'] },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: ['^(web/)?dist/', '^(prisma|providers/[a-z]+)/generated/', '^\\.afterjob/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
