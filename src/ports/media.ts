/** A photograph that has been taken in: cleaned, turned upright, without any metadata. */
export type StoredPhoto = {
  /** SHA-256 of the cleaned file, hex. It names the file and never changes. */
  hash: string;
  /** `<hash>.jpg`: what `facts.photos[].file` says. */
  file: string;
  width: number;
  height: number;
  bytes: number;
  /** Perceptual hash (dHash, 64 bits, hex): near-equal pictures differ in few bits. */
  look: string;
};

export type UploadRefusal =
  | 'empty'
  | 'too-many-bytes'
  | 'too-many-pixels'
  | 'too-small'
  | 'not-a-picture'
  | 'heic-not-supported'
  | 'damaged'
  | 'took-too-long'
  | 'storage-full'
  | 'too-many-uploads';

export type UploadResult =
  | {
      kind: 'stored';
      photo: StoredPhoto;
      /** It was there already, byte for byte after cleaning. */ known: boolean;
      /** Photos that look nearly the same. */ similar: readonly string[];
    }
  | { kind: 'refused'; reason: UploadRefusal };

export interface MediaStore {
  /** Looks at the bytes, never at the name or the type the browser claims. The original is not kept. */
  take(bytes: Uint8Array): Promise<UploadResult>;
  /** The cleaned file, or nothing for a name that is not one of ours. */
  read(file: string): Promise<Uint8Array | undefined>;
  pathOf(file: string): string | undefined;
  find(file: string): Promise<StoredPhoto | undefined>;
  /** Takes a photo away for good, for instance when consent is withdrawn. */
  remove(file: string): Promise<boolean>;
  list(): Promise<StoredPhoto[]>;
}
