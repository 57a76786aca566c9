import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
const pages = readdirSync(join(root, 'src/pages')).map((name) => `src/pages/${name}`);

/** Writes a Brotli twin beside everything worth it, once at build, so that no request pays for it. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [name, file] of Object.entries(bundle)) {
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          if (source.length > 1024 && /\.(js|css|svg)$/.test(name)) {
            const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
            this.emitFile({ type: 'asset', fileName: `${name}.br`, source: brotliCompressSync(source, { params }) });
          }
        }
      },
    },
  };
}

export default defineConfig({
  root,
  base: '/assets/',
  // Our streams carry sound and picture together: the player's small build has all that they need.
  resolve: { alias: { 'hls.js': 'hls.js/light' } },
  build: {
    outDir: '../wwwroot/assets',
    emptyOutDir: true,
    assetsDir: '',
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
    rolldownOptions: { checks: { pluginTimings: false }, input: ['src/styles/site.css', ...pages] },
  },
  plugins: [compressed()],
  test: { include: ['src/test/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
