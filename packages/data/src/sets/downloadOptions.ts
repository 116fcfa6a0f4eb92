/** How far the download of a file has come. */
export interface DownloadProgress {
  /** Its name. */
  readonly file: string;
  /** Bytes. */
  readonly received: number;
  /** Bytes, where the server says. */
  readonly total?: number;
}

export interface DownloadOptions {
  /** Where the files go; it is made if it does not exist. */
  readonly folder: string;
  /** Address of the folder to download from, instead of the usual ones. */
  readonly from?: string;
  /** Is called for every piece that arrives. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Breaks the download off. */
  readonly signal?: AbortSignal;
  /** Seconds without a byte after which a server is given up, > 0. Default 30. */
  readonly patience?: number;
}
