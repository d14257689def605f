// Plain JavaScript, because an older Node cannot read TypeScript and would stop with a riddle.
const OLDEST_NODE = 24;
const major = Number.parseInt(process.versions.node, 10);

if (major < OLDEST_NODE) {
  process.stderr.write(
    `MedLink needs Node ${OLDEST_NODE}, this is Node ${process.versions.node}.\n` +
      'Run "npm ci" once, then "npm start": npm brings the right Node along.\n',
  );
  process.exitCode = 1;
} else {
  const { launch } = await import('./launch/launch.ts');
  process.exitCode = await launch(process.argv.slice(2));
}
