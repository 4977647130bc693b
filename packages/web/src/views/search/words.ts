// What the search page says.

import { words } from '../../i18n/table.ts'

export const searchWords = words({
  title: { en: 'Search', es: 'Buscar', fr: 'Rechercher', cs: 'Hledat' },
  text: { en: 'What to look for', es: 'Qué buscar', fr: 'Ce que vous cherchez', cs: 'Co hledáte' },
  hint: {
    en: 'Words, and filters such as in:room, from:name, before:2026-10-01 or has:file.',
    es: 'Palabras y filtros como in:sala, from:nombre, before:2026-10-01 o has:file.',
    fr: 'Des mots, et des filtres comme in:salon, from:nom, before:2026-10-01 ou has:file.',
    cs: 'Slova a filtry jako in:místnost, from:jméno, before:2026-10-01 nebo has:file.',
  },
  search: { en: 'Search', es: 'Buscar', fr: 'Rechercher', cs: 'Hledat' },
  filters: { en: 'Filters', es: 'Filtros', fr: 'Filtres', cs: 'Filtry' },
  room: { en: 'In', es: 'En', fr: 'Dans', cs: 'Kde' },
  anyRoom: { en: 'All my rooms', es: 'Todas mis salas', fr: 'Tous mes salons', cs: 'Všechny mé místnosti' },
  from: { en: 'From', es: 'De', fr: 'De', cs: 'Od koho' },
  anybody: { en: 'anybody', es: 'cualquiera', fr: 'tout le monde', cs: 'kohokoli' },
  after: { en: 'After', es: 'Después del', fr: 'Après le', cs: 'Po dni' },
  before: { en: 'Before', es: 'Antes del', fr: 'Avant le', cs: 'Přede dnem' },
  hasFile: { en: 'With a file', es: 'Con un archivo', fr: 'Avec un fichier', cs: 'Se souborem' },
  asking: { en: 'Searching …', es: 'Buscando…', fr: 'Recherche…', cs: 'Hledání…' },
  none: {
    en: 'Nothing was found. Fewer or shorter words find more.',
    es: 'No se ha encontrado nada. Con menos palabras, o más cortas, se encuentra más.',
    fr: 'Aucun résultat. Des mots moins nombreux ou plus courts en trouvent davantage.',
    cs: 'Nic se nenašlo. Méně slov nebo kratší slova najdou víc.',
  },
  found: {
    en: { one: '{count} message, the newest first', other: '{count} messages, the newest first' },
    es: {
      one: '{count} mensaje, del más reciente al más antiguo',
      other: '{count} mensajes, del más reciente al más antiguo',
    },
    fr: {
      one: '{count} message, du plus récent au plus ancien',
      other: '{count} messages, du plus récent au plus ancien',
    },
    cs: {
      one: '{count} zpráva, od nejnovější',
      few: '{count} zprávy, od nejnovější',
      other: '{count} zpráv, od nejnovější',
    },
  },
  foundFirst: {
    en: { one: 'The newest message', other: 'The newest {count} messages' },
    es: { one: 'El mensaje más reciente', other: 'Los {count} mensajes más recientes' },
    fr: { one: 'Le message le plus récent', other: 'Les {count} messages les plus récents' },
    cs: {
      one: 'Nejnovější zpráva',
      few: 'Nejnovější {count} zprávy',
      other: 'Nejnovějších {count} zpráv',
    },
  },
  results: { en: 'Found messages', es: 'Mensajes encontrados', fr: 'Messages trouvés', cs: 'Nalezené zprávy' },
  more: { en: 'Show more', es: 'Mostrar más', fr: 'Afficher plus', cs: 'Zobrazit další' },
  again: { en: 'Try again', es: 'Reintentar', fr: 'Réessayer', cs: 'Zkusit znovu' },
})
