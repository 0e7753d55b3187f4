import type { account as en } from '../en/account.ts';

export const account = {
  'account.profile': 'نالو ۽ ٻولي',
  'account.emailText':
    'اوهان هن ئي پتي سان سائن اِن ڪندا آهيو. پتو مٽائڻو هجي ته منتظم اوهان کي نئين پتي تي دعوت ڏئي سگهي ٿو.',
  'account.passwordText': 'پاسورڊ مٽائڻ سان اوهان باقي هر هنڌان سائن آئوٽ ٿي ويندا.',
  'account.presentPassword': 'هاڻوڪو پاسورڊ',
  'account.changePassword': 'پاسورڊ مٽايو',
  'account.passwordDone': 'پاسورڊ مٽجي ويو.',
  'account.twoFactor': 'ٻِٽي تصديق',
  'account.twoFactorText':
    'پوءِ سائن اِن لاءِ پاسورڊ سان گڏ اهو ڪوڊ به گهربل هوندو جيڪو رڳو اوهان جو فون ڏيکاري ٿو. رڳو چوري ٿيل پاسورڊ ڪنهن ڪم نه ايندو.',
  'account.isOn': 'چالو',
  'account.isOff': 'بند',
  'account.turnOn': 'چالو ڪريو',
  'account.turnOff': 'بند ڪريو',
  'account.newCodes': 'بحاليءَ جا نوان ڪوڊ',
  'account.scan': 'پنهنجي فون جي تصديق واري ايپ سان هن کي اسڪين ڪريو، پوءِ اهو ڪوڊ لکو جيڪو ايپ ڏيکاري.',
  'account.qr': 'تصديق واري ايپ لاءِ ڪيو آر ڪوڊ؛ ساڳي ڪنجي هيٺ اکرن ۾ به لکيل آهي',
  'account.secret': 'يا هيءَ ڪنجي ايپ ۾ پاڻ لکو',
  'account.codes': 'اوهان جا بحاليءَ جا ڪوڊ',
  'account.codesText':
    'انهن کي فون کان ڌار ڪٿي سنڀالي رکو: ڪاغذ تي يا تجوڙيءَ ۾. فون گم ٿي وڃي ته انهن مان هر هڪ سان هڪ ڀيرو سائن اِن ڪري سگهجي ٿو. اهي رڳو هاڻي ڏيکاريا پيا وڃن.',
  'account.codesFile': 'فائل ۾ محفوظ ڪريو',
  'account.codesKept': 'مون سنڀالي رکيا آهن',
  'account.neededTitle': 'مهرباني ڪري ٻِٽي تصديق چالو ڪريو',
  'account.neededText': 'هن ڊيسڪ تي سڀ ٻِٽي تصديق سان سائن اِن ڪندا آهن. ان کي چالو ڪرڻ سان باقي سڀ کلي پوندو.',
  'account.sessions': 'اوهان ڪٿي ڪٿي سائن اِن آهيو',
  'account.sessionsText': 'جنهن کي اوهان نه سڃاڻو، تنهن کي ختم ڪريو ۽ پنهنجو پاسورڊ مٽايو.',
  'account.session': '{address}، {made} کان',
  'account.program': '{system} تي {browser}',
  'account.unknownProgram': 'اڻڄاتل برائوزر',
  'account.thisOne': 'هي ئي',
  'account.endSession': 'اتي سائن آئوٽ ڪريو',
  'account.endOthers': 'باقي هر هنڌان سائن آئوٽ ڪريو',
} satisfies Record<keyof typeof en, string>;
