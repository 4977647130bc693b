// What the emoji picker says.

import { words } from '../../i18n/table.ts'

export const emojiWords = words({
  title: { en: 'Emoji', es: 'Emojis', fr: 'Émojis', cs: 'Emoji' },
  search: { en: 'Search emoji', es: 'Buscar emojis', fr: 'Chercher un émoji', cs: 'Hledat emoji' },
  groups: { en: 'Groups', es: 'Grupos', fr: 'Catégories', cs: 'Skupiny' },
  loading: { en: 'Loading …', es: 'Cargando…', fr: 'Chargement…', cs: 'Načítání…' },
  failed: {
    en: 'The emoji could not be loaded.',
    es: 'No se han podido cargar los emojis.',
    fr: 'Les émojis n’ont pas pu être chargés.',
    cs: 'Emoji se nepodařilo načíst.',
  },
  again: { en: 'Try again', es: 'Reintentar', fr: 'Réessayer', cs: 'Zkusit znovu' },
  none: { en: 'Nothing was found.', es: 'No se ha encontrado nada.', fr: 'Aucun résultat.', cs: 'Nic se nenašlo.' },
  found: {
    en: { one: '{count} emoji found', other: '{count} emoji found' },
    es: { one: '{count} emoji encontrado', other: '{count} emojis encontrados' },
    fr: { one: '{count} émoji trouvé', other: '{count} émojis trouvés' },
    cs: { one: 'nalezen {count} emoji', few: 'nalezeny {count} emoji', other: 'nalezeno {count} emoji' },
  },
  results: { en: 'Found', es: 'Resultados', fr: 'Résultats', cs: 'Nalezené' },
  recent: { en: 'Used lately', es: 'Usados hace poco', fr: 'Récents', cs: 'Nedávno použité' },
  group0: {
    en: 'Smileys and feelings',
    es: 'Caras y emociones',
    fr: 'Smileys et émotions',
    cs: 'Smajlíky a pocity',
  },
  group1: { en: 'People', es: 'Personas', fr: 'Personnes', cs: 'Lidé' },
  group3: { en: 'Animals and nature', es: 'Animales y naturaleza', fr: 'Animaux et nature', cs: 'Zvířata a příroda' },
  group4: { en: 'Food and drink', es: 'Comida y bebida', fr: 'Nourriture et boissons', cs: 'Jídlo a pití' },
  group5: { en: 'Travel and places', es: 'Viajes y lugares', fr: 'Voyages et lieux', cs: 'Cestování a místa' },
  group6: { en: 'Activities', es: 'Actividades', fr: 'Activités', cs: 'Činnosti' },
  group7: { en: 'Things', es: 'Objetos', fr: 'Objets', cs: 'Věci' },
  group8: { en: 'Symbols', es: 'Símbolos', fr: 'Symboles', cs: 'Symboly' },
  group9: { en: 'Flags', es: 'Banderas', fr: 'Drapeaux', cs: 'Vlajky' },
})
