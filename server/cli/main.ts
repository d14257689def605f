import { enableCompileCache } from 'node:module';

// Types are stripped and modules compiled once, not at each start.
enableCompileCache();
const { runCli } = await import('./run-cli.ts');

const args = process.argv.slice(2);

// Whoever reads what a command prints may have seen enough, as `head` has; a server goes on without a reader.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  if (args[0] !== 'serve') process.exit(0);
});

process.exitCode = await runCli(args, process);
