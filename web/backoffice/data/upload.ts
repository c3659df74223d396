/** SHA-256 of a file, in base64. */
export async function sha256Of(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return btoa(String.fromCodePoint(...new Uint8Array(digest)));
}
