import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  build: {
    outDir: fileURLToPath(new URL('../../../dist/page', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The components and their SVGs come as one bundle of about 150 kB compressed; it is read from this machine.
    chunkSizeWarningLimit: 1500,
  },
});
