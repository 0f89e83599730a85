/**
 * Cities people name that IANA does not, with the zone they are in: those of more than a million people, and more where
 * people of coalitions are at home. A name that stands here or in IANA for two zones (Birmingham, Portland, San Jose) is
 * never read as either, because the wrong one would be taken without a word; both are suggested. Namesakes are listed
 * where people there would call it by that name alone, which those in London, Ontario, do not.
 */
export const CITIES: readonly (readonly [city: string, zone: string])[] = [
  ...among('Africa/Abidjan', 'Bouake, Yamoussoukro'),
  ...among('Africa/Accra', 'Kumasi, Tamale'),
  ...among('Africa/Addis_Ababa', 'Dire Dawa, Mekelle'),
  ...among('Africa/Algiers', 'Constantine, Oran'),
  ...among('Africa/Bamako', 'Sikasso, Timbuktu'),
  ...among('Africa/Blantyre', 'Lilongwe'),
  ...among('Africa/Brazzaville', 'Pointe-Noire'),
  ...among('Africa/Cairo', 'Alexandria, Giza, Port Said, Suez'),
  ...among('Africa/Casablanca', 'Agadir, Fes, Fez, Marrakech, Marrakesh, Meknes, Rabat, Tangier'),
  ...among('Africa/Dakar', 'Thies, Touba'),
  ...among('Africa/Dar_es_Salaam', 'Arusha, Dodoma, Mwanza, Zanzibar'),
  ...among('Africa/Douala', 'Yaounde'),
  ...among('Africa/Harare', 'Bulawayo'),
  ...among(
    'Africa/Johannesburg',
    'Bloemfontein, Cape Town, Durban, East London, Ekurhuleni, Gqeberha, Pietermaritzburg, Port Elizabeth, Pretoria, ' +
      'Soweto, Tshwane',
  ),
  ...among('Africa/Khartoum', 'Omdurman, Port Sudan'),
  ...among(
    'Africa/Lagos',
    'Aba, Abuja, Benin City, Enugu, Ibadan, Ilorin, Jos, Kaduna, Kano, Maiduguri, Onitsha',
  ),
  ...among('Africa/Lagos', 'Owerri, Port Harcourt, Sokoto, Uyo, Warri, Zaria'),
  ...among('Africa/Luanda', 'Benguela, Huambo, Lobito, Lubango'),
  ...among('Africa/Lubumbashi', 'Bukavu, Goma, Kananga, Kisangani, Mbuji-Mayi'),
  ...among('Africa/Lusaka', 'Kitwe, Ndola'),
  ...among('Africa/Maputo', 'Beira, Matola, Nampula'),
  ...among('Africa/Mogadishu', 'Hargeisa'),
  ...among('Africa/Nairobi', 'Kisumu, Mombasa, Nakuru'),
  ...among('Africa/Ndjamena', "N'Djamena"),
  ...among('Africa/Ouagadougou', 'Bobo-Dioulasso'),
  ...among('Africa/Porto-Novo', 'Cotonou'),
  ...among('Africa/Tripoli', 'Benghazi, Misrata'),
  ...among('Africa/Tunis', 'Sfax, Sousse'),
  ...among('America/Anchorage', 'Alaska'),
  ...among('America/Argentina/Buenos_Aires', 'La Plata, Mar del Plata'),
  ...among('America/Argentina/Cordoba', 'Rosario'),
  ...among('America/Asuncion', 'Ciudad del Este'),
  ...among('America/Bahia', 'Feira de Santana, Salvador'),
  ...among('America/Bogota', 'Barranquilla, Bucaramanga, Cali, Cartagena, Cucuta, Medellin, Pereira'),
  ...among('America/Caracas', 'Barquisimeto, Ciudad Guayana, Maracaibo, Maracay, Valencia'),
  ...among(
    'America/Chicago',
    'Austin, Birmingham, Dallas, Des Moines, Fort Worth, Houston, Kansas City, Little Rock, Madison, Memphis, Milwaukee, ' +
      'Minneapolis, Nashville, New Orleans, Oklahoma City, Omaha, San Antonio, St Louis, St Paul, Tulsa',
  ),
  ...among('America/Costa_Rica', 'San Jose'),
  ...among('America/Denver', 'Albuquerque, Colorado Springs, El Paso, Salt Lake City'),
  ...among('America/Edmonton', 'Calgary'),
  ...among('America/El_Salvador', 'San Salvador'),
  ...among('America/Fortaleza', 'Joao Pessoa, Natal, Sao Luis, Teresina'),
  ...among('America/Guatemala', 'Guatemala City'),
  ...among('America/Guayaquil', 'Quito'),
  ...among('America/Jamaica', 'Kingston'),
  ...among('America/La_Paz', 'Cochabamba, El Alto, Santa Cruz de la Sierra, Sucre'),
  ...among('America/Lima', 'Arequipa, Callao'),
  ...among(
    'America/Los_Angeles',
    'Fresno, LA, Las Vegas, Long Beach, Oakland, Portland, Riverside, Sacramento, San Bernardino, San Diego, ' +
      'San Francisco, San Jose, Seattle, Spokane, Tacoma, Washington',
  ),
  ...among('America/Maceio', 'Aracaju'),
  ...among('America/Matamoros', 'Reynosa'),
  ...among('America/Mazatlan', 'Culiacan'),
  ...among(
    'America/Mexico_City',
    'Acapulco, Aguascalientes, CDMX, Cuernavaca, Ecatepec, Guadalajara, Leon, Mexico, Morelia, Naucalpan, ' +
      'Nezahualcoyotl, Oaxaca, Puebla, Queretaro, San Luis Potosi, Toluca, Veracruz, Villahermosa, Zapopan',
  ),
  ...among('America/Monterrey', 'Saltillo, Torreon'),
  ...among(
    'America/New_York',
    'Atlanta, Baltimore, Boston, Brooklyn, Buffalo, Cambridge, Charlotte, Cincinnati, Cleveland, Columbus, Durham, ' +
      'Hartford, Jacksonville, Miami, Newark, NYC, Orlando, Philadelphia, Pittsburgh, Portland, Providence, Raleigh, ' +
      'Richmond, Rochester, Tampa, Virginia Beach, Washington, Washington DC',
  ),
  ...among('America/Panama', 'Panama City'),
  ...among('America/Phoenix', 'Arizona, Mesa, Tucson'),
  ...among('America/Puerto_Rico', 'San Juan'),
  ...among('America/Regina', 'Saskatoon'),
  ...among('America/Santiago', 'Antofagasta, Concepcion, Valparaiso, Vina del Mar'),
  ...among('America/Santo_Domingo', 'Santiago de los Caballeros'),
  ...among(
    'America/Sao_Paulo',
    'Belo Horizonte, Brasilia, Campinas, Curitiba, Duque de Caxias, Florianopolis, Goiania, Guarulhos, Joinville, ' +
      'Londrina, Niteroi, Nova Iguacu, Porto Alegre, Ribeirao Preto, Rio, Rio de Janeiro, Santo Andre, Santos, ' +
      'Sao Bernardo do Campo, Sao Goncalo, Sao Jose dos Campos, Sorocaba, Uberlandia, Vitoria',
  ),
  ...among('America/Tegucigalpa', 'San Pedro Sula'),
  ...among('America/Tijuana', 'Ensenada, Mexicali'),
  ...among(
    'America/Toronto',
    'Brampton, Hamilton, Kingston, Mississauga, Montreal, Ottawa, Quebec, Quebec City, Thunder Bay',
  ),
  ...among('America/Vancouver', 'Burnaby, Victoria'),
  ...among('Asia/Aden', 'Hodeidah, Sanaa, Taiz'),
  ...among('Asia/Almaty', 'Astana, Shymkent'),
  ...among('Asia/Amman', 'Irbid, Zarqa'),
  ...among('Asia/Baghdad', 'Basra, Erbil, Karbala, Kirkuk, Mosul, Najaf, Sulaymaniyah'),
  ...among('Asia/Bahrain', 'Manama'),
  ...among('Asia/Bangkok', 'Chiang Mai, Nonthaburi'),
  ...among('Asia/Beirut', 'Tripoli'),
  ...among('Asia/Colombo', 'Jaffna, Kandy'),
  ...among('Asia/Damascus', 'Aleppo, Hama, Homs, Latakia'),
  ...among('Asia/Dhaka', 'Chattogram, Chittagong, Gazipur, Khulna, Narayanganj, Rajshahi, Sylhet'),
  ...among('Asia/Dubai', 'Abu Dhabi, Al Ain, Sharjah'),
  ...among('Asia/Hebron', 'Nablus, Ramallah'),
  ...among('Asia/Ho_Chi_Minh', 'Bien Hoa, Can Tho, Da Nang, Haiphong, Hanoi, Hue'),
  ...among('Asia/Hong_Kong', 'Kowloon'),
  ...among(
    'Asia/Jakarta',
    'Bandar Lampung, Bandung, Batam, Bekasi, Bogor, Depok, Malang, Medan, Padang, Palembang, Pekanbaru, Semarang, ' +
      'Surabaya, Surakarta, Tangerang, Yogyakarta',
  ),
  ...among('Asia/Jerusalem', 'Haifa, Tel Aviv'),
  ...among('Asia/Kabul', 'Herat, Kandahar'),
  ...among(
    'Asia/Karachi',
    'Faisalabad, Gujranwala, Hyderabad, Islamabad, Lahore, Multan, Peshawar, Quetta, Rawalpindi, Sargodha, Sialkot',
  ),
  ...among('Asia/Kathmandu', 'Pokhara'),
  ...among(
    'Asia/Kolkata',
    'Agra, Ahmedabad, Allahabad, Amritsar, Asansol, Aurangabad, Bangalore, Bengaluru, Bhopal, Bhubaneswar, Bombay, ' +
      'Calicut, Chandigarh, Chennai, Coimbatore, Dehradun, Delhi, Dhanbad, Faridabad, Ghaziabad, Gurgaon, Gurugram, ' +
      'Guwahati, Gwalior, Howrah, Hyderabad, Indore, Jabalpur, Jaipur, Jamshedpur, Jodhpur, Kannur, Kanpur, Kochi, ' +
      'Kollam, Kota, Kozhikode, Lucknow, Ludhiana, Madras, Madurai, Malappuram, Meerut, Mumbai, Mysore, Mysuru, Nagpur, ' +
      'Nashik, Navi Mumbai, New Delhi, Noida, Patna, Prayagraj, Pune, Raipur, Rajkot, Ranchi, Srinagar, Surat, Thane, ' +
      'Thiruvananthapuram, Thrissur, Tiruchirappalli, Trivandrum, Vadodara, Varanasi, Vasai-Virar, Vijayawada, Visakhapatnam',
  ),
  ...among('Asia/Kuala_Lumpur', 'Ipoh, Johor Bahru, Klang, Penang'),
  ...among('Asia/Kuwait', 'Kuwait City'),
  ...among('Asia/Makassar', 'Balikpapan, Bali, Denpasar, Manado, Samarinda'),
  ...among(
    'Asia/Manila',
    'Caloocan, Cebu, Cebu City, Davao, Davao City, Makati, Quezon City, Taguig, Zamboanga',
  ),
  ...among('Asia/Pyongyang', 'Hamhung'),
  ...among('Asia/Qatar', 'Doha'),
  ...among('Asia/Riyadh', 'Dammam, Jeddah, Khobar, Makkah, Mecca, Medina, Taif'),
  ...among(
    'Asia/Seoul',
    'Busan, Changwon, Daegu, Daejeon, Goyang, Gwangju, Incheon, Seongnam, Suwon, Ulsan, Yongin',
  ),
  ...among(
    'Asia/Shanghai',
    'Anshan, Anyang, Baoding, Baotou, Beijing, Bengbu, Cangzhou, Changchun, Changsha, Changzhou, Chengdu, Chongqing, ' +
      'Dalian, Daqing, Datong, Dezhou, Dongguan, Foshan, Fushun, Fuzhou, Ganzhou, Guangzhou, Guilin, Guiyang, Haikou, ' +
      'Handan, Hangzhou, Harbin, Hefei, Hengyang, Hohhot, Huaian, Huainan, Huizhou, Jiangmen, Jiaxing, Jilin, Jinan, ' +
      'Jingzhou, Jinhua, Jining, Jinzhou, Kaifeng, Kunming, Lanzhou, Lianyungang, Linyi, Liuzhou, Luoyang, Luzhou, ' +
      'Maoming, Mianyang, Nanchang, Nanchong, Nanjing, Nanning, Nantong, Nanyang, Ningbo, Peking, Putian, Qingdao, ' +
      'Qinhuangdao, Qiqihar, Quanzhou, Shantou, Shaoxing, Shenyang, Shenzhen, Shijiazhuang, Suqian, Suzhou, Taian, ' +
      'Taiyuan, Taizhou, Tangshan, Tianjin, Weifang, Wenzhou, Wuhan, Wuhu, Wuxi, Xiamen, Xian, Xiangyang, Xianyang, ' +
      'Xining, Xinxiang, Xuzhou, Yancheng, Yangzhou, Yantai, Yichang, Yinchuan, Yueyang, Zaozhuang, Zhangzhou, Zhanjiang, ' +
      'Zhengzhou, Zhenjiang, Zhongshan, Zhuhai, Zhuzhou, Zibo, Zunyi',
  ),
  ...among('Asia/Taipei', 'Hsinchu, Kaohsiung, New Taipei, Taichung, Tainan, Taoyuan'),
  ...among('Asia/Tashkent', 'Namangan'),
  ...among('Asia/Tbilisi', 'Batumi, Kutaisi'),
  ...among(
    'Asia/Tehran',
    'Ahvaz, Isfahan, Karaj, Kerman, Kermanshah, Mashhad, Qom, Rasht, Shiraz, Tabriz, Urmia',
  ),
  ...among(
    'Asia/Tokyo',
    'Chiba, Fukuoka, Hiroshima, Kawasaki, Kitakyushu, Kobe, Kyoto, Nagoya, Naha, Niigata, Okayama, Osaka, Saitama, Sakai, ' +
      'Sapporo, Sendai, Yokohama',
  ),
  ...among('Asia/Yangon', 'Mandalay, Naypyidaw'),
  ...among('Asia/Yekaterinburg', 'Chelyabinsk, Ekaterinburg, Perm, Tyumen, Ufa'),
  ...among('Australia/Brisbane', 'Gold Coast, Queensland'),
  ...among('Australia/Hobart', 'Tasmania'),
  ...among('Australia/Melbourne', 'Geelong, Victoria'),
  ...among('Australia/Sydney', 'Canberra, Newcastle, Wollongong'),
  ...among(
    'Europe/Amsterdam',
    'Den Haag, Eindhoven, Groningen, Nijmegen, Rotterdam, The Hague, Tilburg, Utrecht',
  ),
  ...among('Europe/Athens', 'Heraklion, Patras, Piraeus, Thessaloniki'),
  ...among('Europe/Belgrade', 'Nis, Novi Sad'),
  ...among(
    'Europe/Berlin',
    'Aachen, Augsburg, Bielefeld, Bochum, Bonn, Braunschweig, Bremen, Chemnitz, Cologne, Darmstadt, Dortmund, Dresden, ' +
      'Duisburg, Dusseldorf, Erfurt, Essen, Frankfurt, Freiburg, Gottingen, Halle, Hamburg, Hannover, Hanover, Heidelberg, ' +
      'Jena, Karlsruhe, Kassel, Kiel, Koln, Leipzig, Lubeck, Magdeburg, Mainz, Mannheim, Munchen, Munich, Munster, ' +
      'Nuremberg, Nurnberg, Potsdam, Rostock, Saarbrucken, Stuttgart, Wiesbaden, Wuppertal',
  ),
  ...among('Europe/Brussels', 'Antwerp, Antwerpen, Bruges, Charleroi, Gent, Ghent, Leuven, Liege, Namur'),
  ...among('Europe/Bucharest', 'Brasov, Cluj, Cluj-Napoca, Constanta, Iasi, Timisoara'),
  ...among('Europe/Budapest', 'Debrecen, Szeged'),
  ...among('Europe/Copenhagen', 'Aalborg, Aarhus, Odense'),
  ...among('Europe/Dublin', 'Cork, Galway, Limerick'),
  ...among('Europe/Helsinki', 'Espoo, Oulu, Tampere, Turku, Vantaa'),
  ...among(
    'Europe/Istanbul',
    'Adana, Ankara, Antalya, Bursa, Diyarbakir, Eskisehir, Gaziantep, Izmir, Kayseri, Konya, Mersin, Samsun, Sanliurfa',
  ),
  ...among('Europe/Kyiv', 'Dnipro, Donetsk, Kharkiv, Kharkov, Kryvyi Rih, Lviv, Odesa, Odessa, Zaporizhzhia'),
  ...among('Europe/Lisbon', 'Braga, Coimbra, Porto, Setubal'),
  ...among(
    'Europe/London',
    'Aberdeen, Belfast, Birmingham, Bradford, Brighton, Bristol, Cambridge, Cardiff, Coventry, Derry, Dundee, Durham, ' +
      'Edinburgh, Exeter, Glasgow, Hull, Leeds, Leicester, Liverpool, Manchester, Newcastle, Norwich, Nottingham, Oxford, ' +
      'Plymouth, Portsmouth, Richmond, Sheffield, Southampton, Swansea',
  ),
  ...among(
    'Europe/Madrid',
    'Alicante, Barcelona, Bilbao, Cartagena, Cordoba, Gijon, Granada, Leon, Malaga, Murcia, Oviedo, Palma, Pamplona, ' +
      'San Sebastian, Santander, Santiago de Compostela, Sevilla, Seville, Valencia, Valladolid, Vigo, Vitoria, Zaragoza',
  ),
  ...among('Europe/Minsk', 'Brest, Gomel, Grodno'),
  ...among('Europe/Moscow', 'Kazan, Krasnodar, Nizhny Novgorod, Rostov, Rostov-on-Don, Saint Petersburg'),
  ...among('Europe/Moscow', 'St Petersburg, Voronezh'),
  ...among('Europe/Oslo', 'Bergen, Stavanger, Trondheim'),
  ...among(
    'Europe/Paris',
    'Bordeaux, Brest, Grenoble, Lille, Lyon, Marseille, Montpellier, Nantes, Nice, Rennes, Strasbourg, Toulon, Toulouse',
  ),
  ...among('Europe/Prague', 'Brno, Ostrava, Plzen'),
  ...among('Europe/Riga', 'Daugavpils'),
  ...among(
    'Europe/Rome',
    'Bari, Bologna, Catania, Firenze, Florence, Genoa, Genova, Milan, Milano, Naples, Napoli, Palermo, Torino, Trieste, ' +
      'Turin, Venezia, Venice, Verona',
  ),
  ...among('Europe/Samara', 'Izhevsk, Tolyatti'),
  ...among('Europe/Sofia', 'Plovdiv, Varna'),
  ...among('Europe/Stockholm', 'Goteborg, Gothenburg, Malmo, Uppsala'),
  ...among('Europe/Tallinn', 'Tartu'),
  ...among('Europe/Vienna', 'Graz, Innsbruck, Linz, Salzburg, Wien'),
  ...among('Europe/Vilnius', 'Kaunas'),
  ...among('Europe/Warsaw', 'Gdansk, Katowice, Krakow, Lodz, Lublin, Poznan, Szczecin, Wroclaw'),
  ...among('Europe/Zagreb', 'Rijeka, Split'),
  ...among('Europe/Zurich', 'Basel, Bern, Geneva, Geneve, Lausanne, Lucerne, Winterthur'),
  ...among('Pacific/Apia', 'Samoa'),
  ...among('Pacific/Auckland', 'Christchurch, Dunedin, Hamilton, Wellington'),
  ...among('Pacific/Honolulu', 'Hawaii'),
  ...among('Pacific/Pago_Pago', 'American Samoa'),
];

function among(zone: string, cities: string): [string, string][] {
  return cities.split(', ').map((city) => [city, zone]);
}
