import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  appType: 'mpa',
  plugins: [react()],
  build: {
    target: 'es2022',
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    // The policy of the pages takes no data: address for a script or a font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { bundlerTimings: false },
      input: ['index.html', 'backoffice/index.html'].map((page) => join(import.meta.dirname, page)),
      output: {
        // In one part they compress better than in the dozen that two applications with lazy pages would cut them into.
        codeSplitting: {
          groups: [{ name: 'vendor', test: /node_modules\/(react|react-dom|scheduler|@tanstack|openapi-fetch)\// }],
        },
      },
    },
  },
});
