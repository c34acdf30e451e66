/** The text of the file that was chosen in a file input; undefined when none was. */
export async function chosenText(event: Event): Promise<string | undefined> {
  const [file] = (event.target as HTMLInputElement).files ?? [];
  return file?.text();
}
