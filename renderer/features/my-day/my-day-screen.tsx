export function MyDayScreen() {
  return <main id="content" />;
}
