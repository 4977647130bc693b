// sharp as the process for pictures uses it: nothing kept between jobs, one thread, and no readers but those of our formats.

import sharp, { type Sharp, type SharpOptions } from 'sharp'

sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((format) => `VipsForeignLoad${format}`),
})

/** A damaged picture is shown as far as it goes. `pixelsMax` counts all pages that are read; without one only the header may be. */
export function open(bytes: Buffer, pixelsMax: number | false, options: SharpOptions = {}): Sharp {
  return sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'none', ...options })
}
