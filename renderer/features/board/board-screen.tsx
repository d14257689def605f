export function BoardScreen() {
  return <main id="content" />;
}
