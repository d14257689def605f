export function SetupScreen() {
  return <main />;
}
