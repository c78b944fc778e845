export async function compareOffline() {
  return { skipped: 'not measured' };
}
