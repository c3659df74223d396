/**
 * Rooms and doors (docs/adr/0001): who may know whom. `test/architecture/rooms.test.ts` runs these rules over the code
 * and, so that a green run means something, over a planted tree in which every one of them must fire.
 *
 * The kinds of file come from their names. They are anchored: `reservation-policy.ts` is no `on-…` entry.
 */
const context = '^functions/(?!shared/)([^/]+)/';
/** Entries stand at the top of their context; its rooms, folders below it, hold everything else. */
const entry =
  '^functions/(?!shared/)[^/]+/(http|http-[a-z-]+|[a-z-]+[.]http|on-[a-z-]+|cron-[a-z-]+|steps|relay|pre-token)[.]tsx?$';
const step = '[.]step[.]ts$';
/** `noun.<tech>.ts`: whatever stands between two dots, but for an entry's and a step's. */
const adapter = '/[a-z-]+[.](?!http[.]|step[.]|d[.])[a-z0-9]+[.]tsx?$';
/** What a neighbour may see of a context. Two of identity's doors are adapters, for entries and adapters alone. */
const door =
  '^functions/[^/]+/(contract|reads|writes|lists|saga|placing|guards|personal|(signed-in|logins)[.]cognito)[.]ts$';
const vendor = (names) => `(^|/)node_modules/(${names})`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'only-entries-wire-adapters',
      comment: 'A use case or rule names a port; which technology stands behind it is decided by the entry.',
      severity: 'error',
      from: { path: '^functions/', pathNot: [entry, adapter] },
      to: { path: `^functions/.+${adapter}` },
    },
    {
      name: 'only-adapters-touch-the-sdk',
      comment: 'Calls to AWS, and the errors they answer with, are known in noun.<tech>.ts alone; synth calls nobody.',
      severity: 'error',
      from: { path: '^(functions|lib|bin)/', pathNot: adapter },
      to: { path: vendor('@aws-sdk/|@smithy/|stripe/') },
    },
    {
      name: 'nobody-imports-an-entry',
      comment: 'An entry is a Lambda: wiring and a table. What two need lies beside it.',
      severity: 'error',
      from: { path: '^(functions|lib|bin)/' },
      to: { path: entry },
    },
    {
      name: 'steps-are-called-by-the-saga',
      comment: 'A step is a row of its context’s steps.ts; nobody else takes its effect.',
      severity: 'error',
      from: { path: '^functions/', pathNot: entry },
      to: { path: step },
    },
    {
      name: 'the-request-pipeline-lies-in-shared',
      comment: 'One way to take a request, a batch, a log line: middy and Powertools are known to the kernel alone.',
      severity: 'error',
      from: { path: context },
      to: { path: vendor('@middy/|@aws-lambda-powertools/') },
    },
    {
      name: 'neighbours-by-the-door',
      comment:
        'Of a neighbour a context sees its doors: contract.ts, reads.ts, writes.ts, lists.ts, saga.ts, placing.ts, guards.ts.',
      severity: 'error',
      from: { path: context },
      to: { path: '^functions/', pathNot: ['^functions/(shared|$1)/', '^functions/contracts[.]ts$', door] },
    },
    {
      name: 'identity-knows-no-neighbour',
      comment: 'Everybody leans on users, so users lean on nobody; what concerns all contexts at once is privacy’s.',
      severity: 'error',
      from: { path: '^functions/identity/' },
      to: { path: context, pathNot: '^functions/identity/' },
    },
    {
      name: 'privacy-stands-on-top',
      comment: 'Privacy asks every context what it knows of people; nobody leans on privacy.',
      severity: 'error',
      from: { path: context, pathNot: '^functions/privacy/' },
      to: { path: '^functions/privacy/' },
    },
    {
      name: 'shared-knows-no-context',
      comment: 'The kernel is what every context has in common; what one context needs lies in that context.',
      severity: 'error',
      from: { path: '^functions/shared/' },
      to: { path: '^functions/', pathNot: '^functions/shared/' },
    },
    {
      name: 'functions-know-no-cdk',
      comment: 'functions/ runs in Lambda. What exists is said in lib/, at synth; state machines are read by neither.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: ['^(lib|bin|statemachines)/', vendor('aws-cdk-lib/|constructs/|cdk-nag/')] },
    },
    {
      name: 'lib-by-the-door',
      comment:
        'Synth reads routes and events from the contracts, and from privacy what is done to tables for a person; nothing of a Lambda runs at synth.',
      severity: 'error',
      from: { path: '^(lib|bin)/' },
      to: {
        path: '^functions/',
        pathNot:
          '^functions/(contracts|[^/]+/contract|privacy/contexts|shared/(http/route|events/event|store/table-access))[.]ts$',
      },
    },
    {
      name: 'production-needs-no-workshop',
      comment: 'local/, tools/, client/ and test/ may look at what is deployed; nothing that is deployed looks back.',
      severity: 'error',
      from: { path: '^(functions|lib|bin)/' },
      to: { path: '^(local|tools|client|test)/' },
    },
    {
      name: 'workshop-needs-no-test',
      comment: 'npm start and the operator commands work without the tests.',
      severity: 'error',
      from: { path: '^(local|tools|client)/' },
      to: { path: '^test/' },
    },
    {
      name: 'client-knows-http-alone',
      comment:
        'The typed client runs in a browser: it knows the API by its generated types and nothing else of the project.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(functions|lib|bin|local|tools|test)/' },
    },
    {
      name: 'pages-know-the-api-by-its-client',
      comment: 'What a browser loads knows the shop by the typed client and by nothing that runs elsewhere.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(functions|lib|bin|local|tools|test|statemachines)/' },
    },
    {
      name: 'kit-knows-no-shop',
      comment: 'Parts of pages are drawn from what they are given: they know no data, no words and no page.',
      severity: 'error',
      from: { path: '^web/kit/' },
      to: { path: '^(web/(?!kit/)|client/)' },
    },
    {
      name: 'data-knows-no-view',
      comment: 'What pages read and change is the same for every page.',
      severity: 'error',
      from: { path: '^web/shop/' },
      to: { path: '^web/(?!(shop|words)/)' },
    },
    {
      name: 'words-know-nothing',
      comment: 'Dictionaries and what writes numbers and dates; data and pages come from elsewhere.',
      severity: 'error',
      from: { path: '^web/words/' },
      to: { path: '^(web/(?!words/)|client/)' },
    },
    {
      name: 'production-knows-the-edge-of-the-pages-alone',
      comment: 'Synth reads headers and rules of the edge; pages themselves are built files to it.',
      severity: 'error',
      from: { path: '^(functions|lib|bin)/' },
      to: { path: '^web/(?!edge/)' },
    },
    {
      name: 'lambdas-bundle-dependencies',
      comment: 'What runs in Lambda is a dependency, with a licence and a version that count; types alone may be dev.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere would make the other rules blind.',
      severity: 'error',
      from: {},
      // `printverse:entry` is the entry that a wrapper stands before; the bundler says which.
      to: { couldNotResolve: true, pathNot: '^printverse:' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or a third is missing. Types may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    // The TypeScript API is absent from TypeScript 7: without swc the cruise sees no module and passes.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|cdk[.]out|coverage|[.]local|[.]test|test/fixtures)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
