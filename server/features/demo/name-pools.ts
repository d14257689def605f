/** Given and family names that go together, so that a made-up person is believable. */
export type NamePool = {
  readonly weight: number;
  readonly language: string;
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
};

const words = (text: string): readonly string[] => text.split(', ');

export const NAME_POOLS: readonly NamePool[] = [
  {
    weight: 34,
    language: 'German',
    female: words(
      'Anna, Lena, Marie, Sophie, Hannah, Katharina, Jutta, Käthe, Ursula, Greta, Birgit, Anneliese, Heike, Mia',
    ),
    male: words(
      'Jürgen, Thomas, Lukas, Finn, Jonas, Karl-Heinz, Björn, Günther, Matthias, Felix, Paul, Uwe, Emil, Stefan',
    ),
    family: words(
      'Müller, Schmidt, Schneider, Weiß, Köhler, Krüger, Vogel, Böhm, Lang, Jäger, Brandt, Größmann, Hoffmann, Winkler, von der Heide, Meyer-Lüdenscheidt, Schäfer, Huber, Ostermann, Lindner',
    ),
  },
  {
    weight: 14,
    language: 'English',
    female: words('Olivia, Grace, Emily, Charlotte, Siobhán, Abigail, Mary Ann, Ruth, Hazel, Maeve'),
    male: words('James, Oliver, William, Patrick, Seán, Henry, Arthur, George, Liam, Thomas'),
    family: words(
      "O'Keefe, O'Brien, Smith, Taylor, Walker, McAllister, Wright, Fitzgerald, Turner, D'Arcy, Hughes, St. John, MacDonald, Bennett",
    ),
  },
  {
    weight: 13,
    language: 'Spanish',
    female: words('María Luisa, Lucía, Sofía, Carmen, Begoña, Inés, Pilar, Ana Belén, Ximena, Guadalupe'),
    male: words('José, Jerónimo, Álvaro, Andrés, Raúl, Iñaki, Juan Carlos, Martín, Óscar, Diego'),
    family: words(
      'García, Muñoz, Fernández, Jerónimo, Peña, Ibáñez, Ruiz Ordóñez, Núñez, Castaño, de la Cruz, Domínguez, Vázquez',
    ),
  },
  {
    weight: 10,
    language: 'Turkish',
    female: words('Ayşe, Zeynep, Elif, Gülşen, Emine, Şebnem, Defne, Nurcan'),
    male: words('Mehmet, Çağlar, Emre, İbrahim, Ömer, Yiğit, Kerem, Barış'),
    family: words('Yılmaz, Çelik, Şahin, Öztürk, Demir, Güneş, Kılıç, Aydoğan, Koç, Işık'),
  },
  {
    weight: 7,
    language: 'Arabic',
    female: words('Fatima, Layla, Nour, Amina, Yasmin, Rania, Hiba'),
    male: words('Omar, Yusuf, Khalid, Hassan, Tariq, Samir, Ibrahim'),
    family: words('Haddad, al-Masri, Nasser, Khoury, Abdel-Rahman, el-Sayed, Mansour, Darwish'),
  },
  {
    weight: 6,
    language: 'Polish',
    female: words('Agnieszka, Małgorzata, Zofia, Łucja, Ewa, Katarzyna'),
    male: words('Łukasz, Paweł, Krzysztof, Wojciech, Stanisław, Jakub'),
    family: words('Nowak, Wójcik, Kowalczyk, Dąbrowski, Zając, Woźniak, Król, Piątek'),
  },
  {
    weight: 5,
    language: 'Mandarin',
    female: words('娜, 芳, 秀英, 敏, 静'),
    male: words('伟, 强, 磊, 军, 洋'),
    family: words('李, 王, 张, 刘, 陈, 杨'),
  },
  {
    weight: 5,
    language: 'Vietnamese',
    female: words('Thị Hương, Ngọc Ánh, Thu Hà, Mai Linh'),
    male: words('Văn Minh, Đức Anh, Quốc Bảo, Hữu Nghĩa'),
    family: words('Nguyễn, Trần, Lê, Phạm, Hoàng, Đặng'),
  },
  {
    weight: 4,
    language: 'Ukrainian',
    female: words('Оксана, Ірина, Наталія, Юлія'),
    male: words('Андрій, Олександр, Сергій, Тарас'),
    family: words('Шевченко, Коваленко, Бондаренко, Мельник, Ткачук'),
  },
  {
    weight: 2,
    language: 'Icelandic',
    female: words('Þóra, Sigríður, Guðrún, Ásta'),
    male: words('Þór, Jón, Sigurður, Ævar'),
    family: words('Jónsdóttir, Þorsteinsson, Björnsson, Guðmundsdóttir'),
  },
];

/** The first people of every demo clinic, whom guides and screenshots know by name. */
export const KNOWN_PATIENTS = [
  { givenName: 'María Luisa', familyName: 'Jerónimo', birthDate: '1984-03-12', sex: 'female' },
  { givenName: 'Liam', familyName: "O'Keefe", birthDate: '1971-11-02', sex: 'male' },
  { givenName: 'Anna', familyName: 'Müller', birthDate: '1992-06-25', sex: 'female' },
  { givenName: '伟', familyName: '李', birthDate: '1988-01-30', sex: 'male' },
  { givenName: 'Siobhán', familyName: "O'Brien-Weiß", birthDate: '1959-09-17', sex: 'female' },
] as const;

export const KNOWN_DOCTORS = [
  'Dr. Ana Ruiz',
  'Dr. Jonas Weber',
  'Dr. Siobhán Kelly',
  'Dr. Emre Yılmaz',
  'Dr. Katharina Böhm',
  'Dr. Thomas Lindqvist',
  'Dr. Nour Haddad',
  'Dr. Paweł Nowak',
  'Dr. Grace Okafor',
  'Dr. Mei Chen',
  'Dr. Luca Moretti',
  'Dr. Hannah Vogel',
] as const;

export const KNOWN_RECEPTIONISTS = ['Petra Sommer', 'David Brandt', 'Aylin Demir', 'Clara Jensen'] as const;
