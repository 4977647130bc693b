// What is said of shared files.

import { words } from '../../../i18n/table.ts'

export const fileWords = words({
  picture: { en: 'Picture: {name}', es: 'Imagen: {name}', fr: 'Image : {name}', cs: 'Obrázek: {name}' },
  open: {
    en: 'Show {name} large',
    es: 'Ver {name} en grande',
    fr: 'Afficher {name} en grand',
    cs: 'Zobrazit {name} větší',
  },
  download: { en: 'Download {name}', es: 'Descargar {name}', fr: 'Télécharger {name}', cs: 'Stáhnout {name}' },
  get: { en: 'Download', es: 'Descargar', fr: 'Télécharger', cs: 'Stáhnout' },
  gone: {
    en: 'This picture cannot be shown.',
    es: 'No se puede mostrar esta imagen.',
    fr: 'Cette image ne peut pas être affichée.',
    cs: 'Tento obrázek nelze zobrazit.',
  },
  close: { en: 'Close', es: 'Cerrar', fr: 'Fermer', cs: 'Zavřít' },
  before: { en: 'Previous picture', es: 'Imagen anterior', fr: 'Image précédente', cs: 'Předchozí obrázek' },
  after: { en: 'Next picture', es: 'Imagen siguiente', fr: 'Image suivante', cs: 'Další obrázek' },
  unknown: { en: 'File', es: 'Archivo', fr: 'Fichier', cs: 'Soubor' },
})
