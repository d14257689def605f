import { enableCompileCache } from 'node:module';

// Types are stripped and modules compiled once, not at each start.
enableCompileCache();
const { runCli } = await import('./run-cli.ts');

process.exitCode = await runCli(process.argv.slice(2), process);
