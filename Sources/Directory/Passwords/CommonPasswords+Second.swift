extension CommonPasswords {
    /// The second half of the list, in order of code points.
    static let secondHalf = #"""
        jeff jefferson jeffery jeffery1 jeffhardy jeffhardy1 jeffrey jeffrey1 jehovah jelly1 jellybean jellybean1
        jenifer jenjen jenna jenna1 jennie jennifer jennifer1 jennifer12 jenny jenny1 jenny123 jensen jeremiah jeremiah1
        jeremy jeremy1 jericho jermaine jermaine1 jerome jerome1 jerry jerry1 jersey jersey1 jerusalem jess jess123
        jesse jesse1 jesse123 jessica jessica1 jessica12 jessica123 jessica13 jessica2 jessica3 jessica7 jessie jessie1
        jester jesucristo jesus jesus! jesus01 jesus1 jesus11 jesus12 jesus123 jesus2 jesus3 jesus33 jesus4me jesus7
        jesus77 jesus777 jesusc jesuschris jesuschrist jesusfreak jesusis1 jesusislord jesuss jesussaves jetaime jeter2
        jewels jg3h4hfn ji394su3 jillian jillian1 jimbob jimenez jimmy jimmy1 jimmy123 jingjing jjcg16dj5k jjjjjj jktxrf
        jktymrf joanna joanna1 joanne joanne1 joaquin jobs jobsearch jobshop2002 jocelyn jocelyn1 joe joe123 joejoe
        joejoe1 joejonas1 joel joey joey123 johann johanna johannes john john!20130605at1753 john12 john123 john1234
        john316 johncena johncena1 johndeere johndeere1 johnjohn johnlock johnny johnny1 johnny5 johnpaul johnson
        johnson1 jojo jojo12 jojo123 jojojo joker joker1 joker123 joker13 jokers jonas jonas1 jonas123 jonathan
        jonathan1 jones jones1 jonjon jonny1 jordan jordan01 jordan1 jordan10 jordan11 jordan12 jordan123 jordan13
        jordan2 jordan23 jordan3 jordan5 jordan7 jorge jorge1 jose jose12 jose123 josefina joseluis joseph joseph1
        joseph12 joseph123 josephine josh josh12 josh123 joshua joshua01 joshua1 joshua11 joshua12 joshua123 joshua2
        josiah josie1 journey joyce joyjoy jrcfyf juan juan123 juancarlos juanita juanita1 juanito jubjub judith juggalo
        juggalo1 juicy1 julia julia1 julian julian1 juliana julie julie1 julien juliet julieta juliette julius july12
        july14 july21 july22 july23 jumper jumpman23 jundian2011xr june june10 june11 june12 june13 june14 june15 june16
        june17 june18 june20 june21 june22 june23 june24 june25 june26 june28 junebug junebug1 jungle junior junior1
        junior12 junior123 junior2 junjun jupiter jupiter1 just4fun just4me justdoit justice justice1 justin justin01
        justin1 justin11 justin12 justin123 justin2 justinbieb justinbieber justine justine1 justme justme1 juventus
        juventus1 k k. k.: k.lvbkf k12345 k123456 ka_djkhjsy6 kacper kagome kaiser kaitlin kaitlyn kaitlyn1 kaka kaka123
        kaka22 kakaka kakashi kakashi1 kakashka kaktus kalina kalpana kamasutra kamikaze kamila kangaroo kannan kansas
        karachi karate karate1 karen karen1 karina karina1 karine karolina kashmir kasia kasper katana katarina kate
        katelyn katelyn1 katerina katherine katherine1 kathleen kathleen1 kathmandu kathryn kathryn1 kathy kathy1 katie
        katie1 katie123 katkat katrin katrina katrina1 kavita kawaii kawasaki kawasaki1 kaykay kaykay1 kayla kayla1
        kayla123 kaylee kaylee1 kayleigh kayode keegan keeper keisha keith keith1 kelley kellie kelly kelly1 kelly123
        kelsey kelsey1 kelvin kendall kendall1 kendra kendra1 kenken kennedy kennedy1 kenneth kenneth1 kenny kenny1
        kenshin kent kentucky kentucky1 kenwood kenworth kenzie kenzie1 kermit kevin kevin1 kevin12 kevin123 keyboard
        keyboard1 kfhbcf khalid khushi kickass kickass1 kicker kieran kifj9n7bfu kikeunyw kiki kiki123 kikiki kill killa
        killa1 killbill killer killer1 killer11 killer12 killer123 killer13 killer2 killer666 killer7 killers killian
        killme kim kim123 kimberley kimberly kimberly1 kimbum kimkim kimmie kinder king king12 king123 king1234 king23
        kingdom kingdom1 kingking kingkong kingkong1 kings1 kingsley kingston kipper kirby1 kirill kirsten kirsten1
        kirsty kiss kiss123 kisses kisses1 kisskiss kissme kissme1 kissme2 kissmyass kissmyass1 kitkat kitkat1 kitten
        kitten1 kittens kittens1 kittie kitty kitty1 kitty12 kitty123 kitty2 kittycat kittycat1 kittykat kittykat1
        kjkszpj kkk123 kkkkkk kkkkkkk kkkkkkkk klapaucius klaster kleopatra knicks knight knight1 knights knights1
        knopka kobe24 kobebryant kochanie kodiak kokoko kolawole kolobok komputer konstantin kontakt kontol kool koolaid
        koolaid1 koroleva kosama koshka kosmos kostya kotenok kramer krasotka krishna krista kristen kristen1 kristi
        kristian kristin kristin1 kristina kristina1 kristine kristy krokodil kronos krystal krystal1 ktyjxrf kucing
        kumar kungfu kurt kyle l l12345 l123456 l1nk3d1n l6ho3tg7wb labrador labtec lacey1 lacoste lacrosse lacrosse1
        ladies lady ladybird ladybug ladybug1 ladygaga laetitia laguna laguna1 lahore lakers lakers1 lakers24 lakers8
        lakshmi lala lala12 lala123 lalala lalala1 lalala123 lalalala lalaland lamborghini lamont lamont1 lampard
        lampard8 lance lance1 lancelot lancer landon landon1 landrover lane laptop larisa larissa larry larry1 lassie
        last.fm lastfm lasvegas lasvegas1 latina latina1 latino laura laura1 laura123 lauren lauren1 lauren12 laurence
        laurent laurie laurita lavender lavoro lawrence lawrence1 lawyer layout1 layouts1 leader leandro leanne leather
        leavemealone lebron lebron23 lee lee123 leelee leelee1 left4dead legacy legend legend1 legenda legion legolas
        legolas1 lemon lemon1 lemon8 lemonade lemons lena lennon lenochka lenovo leo leo123 leoleo leon leonard leonard1
        leonardo leonardo1 leonid leonie leopard lesbian lesbian1 lesley leslie leslie1 lespaul lestat lester leticia
        letmein letmein1 letmein123 letmein2 letter lewis lewis1 lexmark lexmark1 lexor123 libero libertad liberte
        liberty liberty1 library lickme life lifeisgood lifesucks lifesucks1 light light1 lighthouse lightning
        lightning1 lights lil lilian liliana lillian lillian1 lillie lilly lilly1 lilmama lilmama1 lilman lilman1
        lilwayne lilwayne1 lily lincoln lincoln1 linda linda1 linda123 lindsay lindsay1 lindsey lindsey1 lineage2 linked
        linkedin linkedin1 linkedin123 linkedin2011 linkin linkin1 linkinpark lionel lionheart lionking lipgloss
        lipgloss1 lipstick lisa lisa123 little little1 littlebit littlebit1 littleman littleman1 livelife liverp00l
        liverpool liverpool1 liverpool8 liverpool9 liverpoolfc livestrong lizard lizard1 lizottes lizzie lizzie1 lizzy1
        lkjhgf lkjhgfdsa llllll lobster lobster1 logan logan1 logan123 login logitech logitech1 lokomotiv lol lol123
        lol1234 lol12345 lola lola123 lolipop lolipop1 lolita lolita1 lollipop lollipop1 lollol lollol1 lollollol
        lollypop lollypop1 lolo lolo123 lololo london london1 london12 london123 london22 lonely lonely1 lonestar
        lonewolf longhorn longhorns longhorns1 looking looser lopez lopez1 lord loredana lorena lorena1 lorenzo lorenzo1
        loretta lorraine lorraine1 losangeles loser loser1 loser12 loser123 loser2 losers losers1 lottie louie louie1
        louis louis1 louise louise1 loulou loulou1 louloute lourdes love love00 love01 love02 love06 love07 love08
        love09 love1 love10 love101 love11 love12 love123 love1234 love12345 love123456 love13 love14 love143 love15
        love16 love17 love18 love19 love20 love2008 love2009 love2010 love21 love22 love23 love24 love25 love26 love27
        love33 love34 love44 love45 love4ever love4life love4me love4u love4you love55 love5683 love69 love77 love777
        love88 love89 love99 lovebird lovebug lovebug1 loved1 lovegod lovehate lovehurts lovehurts1 loveis loveislife
        loveless loveless1 lovelife lovelife1 lovelove lovelove1 lovely lovely1 lovely12 lovely123 lovely2 loveme
        loveme1 loveme12 loveme123 loveme2 loveme3 lover lover1 lover12 lover123 lover13 lover2 lover69 loverboy
        loverboy1 lovergirl lovergirl1 lovers lovers1 lovers2 loves loves1 lovestory lovesucks lovesucks1 loveu loveu1
        loveu2 loveya loveya1 loveyou loveyou1 loveyou123 loveyou2 loving loving1 lovingyou lowrider lowrider1 ltybcrf
        lucas lucas1 lucas123 lucia luciana luciano lucifer lucifer666 lucille lucky lucky1 lucky12 lucky123 lucky13
        lucky2 lucky7 lucky777 luckydog luckydog1 lucy lucy123 ludacris ludmila ludovic ludwig luis luis123 lukas luke
        lulu luna lupita lupita1 luther lvbnhbq lynn m m0nkey m12345 m123456 m1234567 m123456789 mac123 machine maciek
        mackenzie mackenzie1 macmac madagascar madalina madden madden1 maddie maddie1 maddison maddog maddog1 maddy1
        madeleine madeline madeline1 madina madison madison1 madison2 madman madmax madness madonna madonna1 madrid
        maestro mafalda mafia1 magali maganda magandaako magdalena maggie maggie01 maggie1 maggie12 maggie123 maggie2
        magic magic1 magic123 magnet magnolia magnum magnus mahal mahalkita mahalko mahesh maiden maison makaveli
        makaveli1 makayla makayla1 makemoney maksim maksimka malachi malachi1 malaga malaysia malcolm malcolm1 maldita
        malibu malibu1 malik1 malika malina mallorca mallory mallory1 mama mama12 mama123 mama1234 mamama mamamama
        mamamia maman mamapapa mamita mamma mammamia mamochka mamour man man123 management manager manager1 manchester
        mancity mandarin mandy mandy1 mango mango1 maniac manila manish manisha mankind manman manman1 manning18 manny1
        manolo manowar manson manson1 manu manuel manuel1 manuela manunited manutd manutd1 maprchem56458 mar mar123
        maradona maradona10 marathon marcel marcela marcella marcello marcelo march march1 march11 march12 march13
        march15 march17 march18 march21 march22 march23 marcia marcin marco marco1 marcopolo marcos marcos1 marcus
        marcus1 margaret margaret1 margarita margarita1 margherita margie margot maria maria1 maria12 maria123 mariah
        mariah1 mariajose mariam marian mariana mariana1 marianna marianne mariano maribel maricel marie marie1 marie12
        marie123 marie2 mariel marihuana marijuana marijuana1 marika marilyn marilyn1 marina marina1 marine marine1
        marines marines1 marino marino13 mario mario1 mario123 marion mariposa mariposa1 marisa marisol marissa marissa1
        marius mariya marjorie mark mark123 market marketing markus marlboro marlboro1 marlene marley marley1 marlin
        marlon maroon5 marriage married married1 marseille marshall marshall1 marta martha martha1 martin martin1
        martin123 martina martina1 martine martinez martinez1 martini martins marvel marvin marvin1 mary mary123 maryam
        maryann maryjane maryjane1 maryjane42 maryland mash4077 mason mason1 massage massimo master master1 master12
        master123 mastermind masters mat matador matahari mate1 matematica mateusz matheus mathew mathew1 mathias
        mathieu mathilde mathis matias matilda matilda1 matilde matrix matrix1 matt matt12 matt123 matteo matthew
        matthew1 matthew12 matthew123 matthew2 matthew3 matthias mattia mattie mattie1 maureen maurice maurice1 mauricio
        maurizio maverick maverick1 max max123 maxima maxime maximilian maximo maximum maximus maximus1 maxine maxmax
        maxwell maxwell1 mayday maymay maynard mazafaka mazda3 mazda323 mazda6 mazda626 mazdarx7 mckenzie mclaren me
        me1234 meagan meandyou meatball mechanical medical medicina medicine medina medion medved mega_pizdetz666
        megadeth megaman megaman1 megan megan1 megan123 megane megaparol megaparol12345 megasecret megatron meghan
        meghan1 mehmet melanie melanie1 melina melinda melinda1 melisa melissa melissa1 mellon melody melody1 melvin
        melvin1 member meme mememe mememe1 memory memphis memphis1 mendoza meow meowmeow mercedes mercedes1 mercury
        mercury1 meredith merlin merlin1 mermaid mermaid1 mersedes messenger messi10 messiah metal metal1 metal666
        metallica metallica1 mexican mexican1 mexico mexico1 mexico10 mexico12 mexico123 mexico13 mexico2 mhine miami1
        miami305 miamor miamor1 micaela michael michael01 michael1 michael11 michael12 michael123 michael13 michael2
        michael23 michael3 michael5 michael7 michaela michal micheal micheal1 michel michela michele michele1 michelle
        michelle1 michelle12 michelle2 michigan michigan1 mickey mickey1 mickey12 mickey123 mickey2 mickeymouse microlab
        microsoft microsoft1 midget midnight midnight1 mierda mighty miguel miguel1 mihaela mihail mikaela mikayla mike
        mike11 mike12 mike123 mike1234 mike23 mikejones1 mikemike mikey mikey1 milagros milan milana milano mildred
        milena miley1 mileycyrus milkshake milkshake1 millenium miller miller1 millie millie1 million million2 millwall
        milton mimi mimi123 mimimi mimosa mine minecraft minerva minette minime minnie minnie1 miracle miracle1 mirage
        miranda miranda1 miriam mirror mishka misiek mission mission1 mississipp mississippi missy missy1 missy123
        missyou mister misty misty1 mitch mitchell mitchell1 mitsubishi mittens mittens1 mmmmm mmmmmm mmmmmmmm
        mmmmmmmmmm mnbvcx mnbvcxz mnbvcxz1 mobile mobster1 mocha1 mohamed mohammad mohammed moimoi moises mollie mollie1
        molly molly1 molly123 mollydog moloko molson mom mom123 momanddad momdad momdad1 momma1 mommy mommy1 mommy11
        mommy12 mommy123 mommy2 mommy3 momo momof2 momof3 momomo momoney mon monaco monalisa monamour monday monday1
        mondeo money money$ money1 money100 money11 money12 money123 money2 money23 money3 money4 money4me money5 money6
        money7 moneymaker moneyman moneyman1 moneymoney moneys mongoose monica monica1 monika monika1 monique monique1
        monitor monkey monkey! monkey01 monkey1 monkey10 monkey101 monkey11 monkey12 monkey123 monkey13 monkey14 monkey2
        monkey21 monkey22 monkey23 monkey3 monkey4 monkey5 monkey6 monkey69 monkey7 monkey8 monkey9 monkeyboy monkeybutt
        monkeyman monkeys monkeys1 monopoly monroe monster monster1 monster12 monster123 monster2 monsters montana
        montana1 montecarlo montgom2409 montreal monty monty1 moocow mookie mookie1 moomoo moomoo1 moon moonlight
        moonlight1 moonshine moose moose1 morales moremoney morena moreno morgan morgan1 morgana morgane moritz morning
        morning21 morpheus morris morris1 morrison moscow mostwanted motdepasse mother mother1 mother12 mother123
        mother2 motherfuck motherfucker motherlode motocross motocross1 motorola motorola1 mountain mountain1 mouse
        mouse1 movies mozart mrf11277215 ms0083jxj muffin muffin1 muhammad muhammed mulder multiplelog mumbai mummy
        mummy1 munchkin munchkin1 muppet murcielago murder murder1 murphy murphy1 murray mushroom music music1 music101
        music12 music123 music2 music4life musica musica1 musicman musique muskan muslim mustafa mustang mustang1
        mustang2 mustang69 mustangs my my1love my2boys my2girls my2kids my3boys my3girls my3kids my3sons my4kids myangel
        mybaby mybaby1 myboys myfamily mygirl mygirls mygirls2 myheart mykids mykids2 mykids3 mylene mylife mylife1
        mylord mylove mylove1 mylove123 mymother mymusic myname myname1 mynameis mynoob mypass mypassword myself myself1
        myspac3 myspace myspace! myspace. myspace.co myspace0 myspace01 myspace07 myspace08 myspace09 myspace1 myspace10
        myspace101 myspace11 myspace12 myspace123 myspace13 myspace2 myspace22 myspace23 myspace3 myspace4 myspace5
        myspace69 myspace7 myspace8 myspace9 mystery mystery1 mystic n n0=acc3ss n12345 n123456 n1frdz n8zgt5p0shw=
        nabila nacional nadia nadine namaste nana nana12 nana123 nanana nancy nancy1 napoleon napoli narayana naruto
        naruto1 naruto11 naruto12 naruto123 naruto13 naruto2 nascar nascar1 nascar24 nascar88 nastia nasty1 nastya
        natacha natali natalia natalia1 natalie natalie1 nataly natalya natasha natasha1 nathalie nathan nathan1
        nathan12 nathan123 nathaniel nathaniel1 national natural nature naughty naughty1 naveen navigator naynay1
        ncc1701 ncc1701a ncc1701d ncc1701e nebraska negrita nellie nelly nelly1 nelson nelson1 nemesis neptune nestor
        netlog network network1 networking nevada nevaeh nevaeh1 never never1 neveragain nevermind nevermore new
        newcastle newcastle1 newjob newlife newlife1 newman newmoon newpass newpassword newport newport1 newstart newton
        newyork newyork1 nfnmzyf nguyen nicholas nicholas1 nichole nichole1 nick nick12 nick123 nickjonas nickjonas1
        nicky nicky1 nicola nicolas nicolas1 nicole nicole01 nicole1 nicole11 nicole12 nicole123 nicole13 nicole2
        nicole21 nicole22 nicole3 nicole7 nigeria nigga nigga1 nigga123 nigger nigger1 nigger123 nightmare nightmare1
        nightwish nike nike123 nikhil nikita nikita1 nikitos nikki nikki1 nikki123 nikola nikolai nikolas nikolay nimrod
        nina ninja ninja1 ninja123 nintendo nintendo1 nintendo64 nipper nirvana nirvana1 nissan nissan1 nissan350z
        nks230kjs82 nnnnnn nobody noelle nofear noisette nokia nokia1 nokia123 nokia3310 nokia5800 nokia6233 nokia6300
        nokian70 nokian73 nokian95 nolimit nolove noname none nonmember nonono noodle noodle1 noodles noodles1 nopass
        nopassword norman norman1 norte14 northside1 norton not4you notebook nothing nothing1 notthat nounou nounours
        november november1 november11 novo noway ntktajy nugget nugget1 null numba1 number number1 number11 number12
        number2 number3 number5 number7 number9 nurse1 nursing nursing1 nutella nutmeg nuttertools nwo4life nyq28giz1z
        oakland oakland1 oakley oblivion oceane ocpoook325 october october1 october10 october31 odessa office offspring
        ohiostate1 ohmnamah23 ohmygod oicu812 oklahoma oklahoma1 okokok oksana oktober olamide olawale olayinka oldman
        oleg olenka olesya olga oliveira oliver oliver1 oliver123 olivia olivia1 olivier oluwaseun omarion omarion1
        omega omega1 omg123 omg199 omni omsairam one onedirection onelove onelove1 onepiece onetwo3 online online1
        onlyme ontario oooooo opelastra open open123 opensesame openup operator opeyemi optimus oracle orange orange1
        orange12 orange123 orange2 oranges orchid ordinateur oregon original orion orlando orlando1 oscar oscar1
        oscar123 osiris ou812 outlaw outlaw1 overlord owt243ygbj oxford p p0o9i8u7 p12345 p123456 p3rat54797 p455w0rd
        p4ssw0rd p@ssw0rd p@ssword pa pa55w0rd pa55word pablito pablo pablo1 pacific packard packers packers1 packers4
        pacman pacman1 paddle paige paige1 paintball paintball1 painter pakistan pakistan1 pakistan123 pakistani palace
        paladin palermo pallina pallmall palmer palmtree paloma pamela pamela1 panama panasonic panasonic1 pancake
        pancakes pancho pancho1 panda panda1 panda123 pandas pandora pandora1 panget pangit pankaj pantera pantera1
        panther panther1 panthers panthers1 panties panzer paola paolo papa papamama papapa paper1 paper123 paperino
        papillon papito paradise paradise1 paradox paramore paramore1 paris paris1 parker parker1 parkour parola
        parola12 parrot partizan party party1 pas pasaway pascal pasquale pass pass1 pass12 pass123 pass1234 pass1word
        passat passer2009 passer2011 passion passion1 passpass passport passport1 passw0rd passwd password password!
        password. password0 password00 password01 password07 password08 password09 password1 password10 password11
        password12 password123 password1234 password13 password14 password15 password16 password17 password19 password2
        password20 password21 password22 password23 password24 password3 password33 password4 password5 password6
        password69 password7 password77 password8 password88 password9 password99 passwords passwort passwort1 pastor
        pasword pasword1 pat patata patate patches patches1 patience patito patrice patricia patricia1 patrick patrick1
        patrik patriot patriots patriots1 patriots12 patrizia patton patty patty1 paul paula paula1 paulina pauline
        pauline1 pavel pavilion pavilion1 payton payton1 pazzword123 pdtplf pe#5gz29ptzmse peace peace1 peace123
        peaceout peaches peaches1 peachy peacock peanut peanut1 peanut12 peanut123 peanut2 peanuts peanuts1 pearl pearl1
        pearljam pebbles pebbles1 pedro pedro1 pedro123 peekaboo peewee peewee1 pegasus peluche pelusa pencil pencil1
        penelope penguin penguin1 penguins penis penis1 penis123 penis69 penny penny1 pentium pentium4 people people1
        pepette pepito pepper pepper1 pepper12 pepper123 pepper2 pepsi pepsi1 pepsi123 perfect perfect1 persik personal
        peter peter1 peter123 peterpan peterpan1 peters peterson petunia peugeot peyton peyton1 phantom phantom1
        pharmacy philip philippe philips philips1 phillip phillip1 phillips philly philly1 phoebe phoebe1 phoenix
        phoenix1 phone phone1 photo1 photos piazza picard picasso piccolo pickle pickle1 pickles pickles1 picture
        pictures pie123 pierre pierre1 pietro piggy piggy1 piglet piglet1 pikachu pikachu1 pillow pimp pimp101 pimp11
        pimp12 pimp123 pimp13 pimp23 pimp69 pimpdaddy1 pimpin pimpin1 pimpin2 pineapple pineapple1 pingpong pink pink101
        pink11 pink12 pink123 pink13 pink22 pinkfloyd pinkfloyd1 pinkie pinky pinky1 pinky123 piolin pioneer pioneer1
        piper1 pippin pippo piramida pirata pirate pirate1 pirates pirates1 pisces pistons1 pitbull pitbull1 pizza
        pizza1 pizza123 pizzas pk3x7w9w placebo planet plastic platinum platinum1 playa1 playboy playboy1 playboy123
        playboy69 player player1 player69 playstation playstation3 please please1 pleasure pluto plymouth pobeda poetry
        pogiako point poipoi poison poisson poiuyt poiuytrewq pok29q6666 pokemon pokemon1 pokemon11 pokemon12 pokemon123
        pokemon2 poker1 pokerface poland polarbear polaris polaris1 police police1 polina pollito polly polniypizdec0211
        polniypizdec1102 polniypizdec110211 polo polopolo polska polska1 pompier pompom poncho pontiac poo poochie
        poochie1 poodle pooh pooh12 poohbear poohbear1 pookie pookie1 poonam poop poop11 poop12 poop123 pooper pooper1
        poopie poopie1 poopoo poopoo1 pooppoop poopy poopy1 pop pop123 popcorn popcorn1 popeye popeye1 popo popo123
        popopo poppop poppy poppy1 poppy123 poptart1 porcodio porkchop porkchop1 porn porno pornstar pornstar1 porsche
        porsche1 porsche911 porter portland portugal portugal1 poseidon positive possum postal pot420 potato pothead
        pothead1 pothead420 potpot potter potter1 poussin powder power power1 power123 powers ppppp pppppp pr1ncess
        pradeep praise prakash prasad prashant praveen prayer preciosa precious precious1 predator prelude presario
        president preston preston1 pretty pretty1 pretty12 prettyboy1 prettygirl primavera prince prince1 princesa
        princesa1 princesita princess princess! princess01 princess08 princess09 princess1 princess10 princess11
        princess12 princess13 princess14 princess15 princess16 princess2 princess21 princess22 princess23 princess3
        princess4 princess5 princess7 princess8 princess9 princesse principe principessa pringles printer printer1
        priscilla prissy prissy1 private private1 privet priyanka prodigy professional professor progress project
        project1 projectsadminx promise promise1 psalm23 psycho psycho1 pudding pudding1 puertorico pulsar pumpkin
        pumpkin1 punisher punk punkin punkin1 punkrock punkrock1 puppies puppies1 puppy puppy1 puppy123 puppydog
        puppylove puppylove1 pupsik pupuce purple purple1 purple11 purple12 purple123 purple13 purple2 purple22 purple3
        purple7 pussy pussy1 pussy12 pussy123 pussy2 pussy69 pussycat pussycat1 pwd1234 pyon pyramid q q11111 q12345
        q123456 q1234567 q123456789 q1q1q1 q1q2q3 q1w2e3 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 q2w3e4 q2w3e4r5 qarglr123
        qawsed qawsedrf qaz qaz123 qaz123456 qaz123wsx qazqaz qazqazqaz qazwsx qazwsx1 qazwsx12 qazwsx123 qazwsxedc
        qazwsxedc1 qazwsxedc123 qazwsxedcrfv qazxsw qazxsw1 qazxsw123 qazxswedc qazzaq qazzaq1 qdujvyg5sxa qq123456
        qqq111 qqq123 qqqq qqqq1111 qqqqq qqqqq1 qqqqqq qqqqqq1 qqqqqqq qqqqqqqq qqqqqqqqqq qqqwww qqww1122 qqwwee
        qti7zxh18u quality queen queen1 queenie queens quentin question quincy qw123 qw123321 qw123456 qwaszx qwaszx1
        qwaszx12 qwe qwe1122334 qwe123 qwe1234 qwe12345 qwe123456 qwe123asd qwe123qwe qwe1asd qwe321 qwe789 qweasd
        qweasd1 qweasd123 qweasdzxc qweasdzxc1 qweasdzxc123 qwedsa qwedsazxc qweewq qwegta13091990 qweqwe qweqwe1
        qweqwe123 qweqweqwe qwer qwer12 qwer123 qwer1234 qwer4321 qwerasdf qwerasdfzxcv qwerf12 qwerqwer qwerqwer2 qwert
        qwert1 qwert12 qwert123 qwert1234 qwert12345 qwert6 qwertasdfg qwerty qwerty! qwerty01 qwerty1 qwerty11 qwerty12
        qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty13 qwerty2 qwerty21 qwerty22 qwerty321 qwerty5 qwerty6
        qwerty666 qwerty69 qwerty7 qwerty77 qwerty777 qwerty78 qwerty789 qwerty99 qwertyqwerty qwertyu qwertyu1 qwertyui
        qwertyui1 qwertyuio qwertyuio1 qwertyuiop qwertyuiop1 qwertyuiop123 qwertyuiop[] qwertz qwertzuiop qwqwqw r
        r12345 r123456 r2d2c3po r9lw4j8khx rabbit rabbit1 rabota racecar racecar1 rachael rachael1 rachel rachel1
        rachelle racing racing1 radhika radio radio1 radiohead rafael rafael1 ragnarok rahasia raider raider1 raiders
        raiders1 raiderz1 rainbow rainbow1 rainbow123 rainbow6 rainbows rajesh rajkumar rakesh ralph rambler rambo
        rambo1 ramesh ramirez rammstein rammstein1 ramona ramones ramram ramses rancid randall random random1 randy
        randy1 ranger ranger1 rangers rangers1 raphael raptor raquel rascal rascal1 rasengan rashmi rasmus rastafari
        rastaman raven raven1 ravens ravens1 rawr123 ray123 raymond raymond1 rayray rayray1 razvan rbhbkk rctybz
        rdfhnbhf reading ready2go reagan reality really realmadrid reaper reaper1 rebeca rebecca rebecca1 rebel rebel1
        rebelde rebelde1 rebels rebound1 recovery red red123 red1234 red12345 redalert redbull redbull1 reddog reddog1
        redhead redhead1 redhot redman redman1 redneck redneck1 redred redred1 redrose redroses redrum redrum1 redskins
        redskins1 redsox redsox04 redsox1 redwings redwings1 reebok reggae reggie reggie1 regina regina1 register
        remember remember1 remington remote renata renato renault renee renee1 renegade rental rereirf research reset123
        resident respect respect1 restart retard retard1 retired revelation revenge revenge1 revolution rey619 rfhbyf
        rfn.if rfnthbyf rfrfirf rfrnec rhbcnbyf rhfcjnrf rhiannon rhjrjlbk rhonda ricardo ricardo1 riccardo richard
        richard1 richie richie1 richmond ricky ricky1 rihanna riley riley1 ripper rivera riverside rjhjktdf rjntyjr
        rjycnfynby rjynfrn roadrunner robbie robbie1 robert robert1 robert12 robert123 robert2 roberta roberto roberto1
        roberts robin robin1 robinhood robinson robinson1 rochelle rock rock123 rocker rocker1 rocket rocket1 rockets1
        rocknroll rocknroll1 rockon rockon1 rockstar rockstar1 rockstar12 rocky rocky1 rocky123 rocky2 rockyou rodney
        rodney1 rodolfo rodrigo rodriguez rodriguez1 roger roger1 rogers roland rolando roller rolltide rolltide1 roma
        romain roman roman1 romance romania romano romashka romeo romeo1 romero romina rommel ronald ronald1 ronaldinho
        ronaldo ronaldo1 ronaldo7 ronaldo9 ronnie ronnie1 rooney rooney10 rooster rooster1 rootbeer rootbeer1 rosalie
        rosario roscoe roscoe1 rose rose12 rose123 rosebud rosebud1 rosemarie rosemary roses rosie rosie1 rosita
        rossella rossi46 rough route66 rovers rowena roxana roxane roxanne roxanne1 roxy roxy123 rrrrrr rtyuehe ruben
        ruby rufus1 runescape runescape1 runner runner1 running rupert rush2112 ruslan russel russell russell1 russia
        rustam rusty rusty1 ryan ryan12 ryan123 s s12345 s123456 s123456789 s8ylpe9jdpvym sabbath sabina sabine sabrina
        sabrina1 sachin sacred sadie sadie1 sadie123 safari safety sagitario sagitarius sahara saibaba sailboat sailing
        sailor sailormoon saints saints1 sairam sakura sakura1 sally sally1 salman salmon salome salomon salope salvador
        salvador1 salvation salvatore sam sam123 sam12345 samanta samantha samantha1 samantha12 samara sameer samiam
        samira sammie sammie1 sammy sammy1 sammy12 sammy123 sammy2 sample123 sampson sampson1 samsam samson samson1
        samsung samsung1 samsung123 samtron samuel samuel01 samuel1 samurai san sanane sanchez sanchez1 sandeep sandhya
        sandiego sandiego1 sandman sandman1 sandra sandra1 sandrine sandro sandy sandy1 sandy123 sangeeta sanjay santa1
        santana santana1 santiago santiago1 santino santos santos1 santosh sapphire sara sara123 sarah sarah1 sarah123
        sarajevo sarita sasasa sascha sasha sasha1 sasha12 sasha123 saskia sassy sassy1 sassy123 sasuke sasuke1 sasuke12
        sasuke123 satan satan666 satana satellite saturday saturn saturn1 sausage savage savage1 savanna savannah
        savannah1 sayang sayang1 sayangku scania scarface scarface1 scarlet scarlet1 scarlett scarlett1 schalke
        schalke04 schatz schatzi school school1 school12 school123 school2 science scooby scooby1 scooby2 scoobydoo
        scoobydoo1 scooter scooter1 scooter2 scorpio scorpio1 scorpion scorpion1 scotland scotland1 scott scott1 scottie
        scotty scotty1 scout1 scrappy scrappy1 scream scruffy scruffy1 scully scvmofas79 seagull seamus sean search
        season seattle seattle1 sebastian sebastian1 sebastien secret secret1 secret123 secret666 secrets secure
        security security1 select selena selena1 selina semperfi semperfi1 senegal senha123 senior senior07 senior08
        senior09 seniseviyorum sentnece sephiroth september september1 september2 september9 septiembre serega serena
        serena1 serenity serenity1 sergei sergey sergio sergio1 server service sesame seven seven7 seven77 seven777
        seventeen sevilla sex sex123 sexsex sexsex1 sexsexsex sextrime1 sexxxy sexy sexy01 sexy07 sexy08 sexy09 sexy10
        sexy101 sexy11 sexy12 sexy123 sexy1234 sexy13 sexy14 sexy15 sexy16 sexy17 sexy18 sexy21 sexy22 sexy23 sexy69
        sexybabe sexybaby1 sexyback1 sexybeast1 sexybitch sexybitch1 sexyboy sexyboy1 sexygirl sexygirl1 sexygurl1
        sexylady sexylady1 sexylove1 sexymama sexymama1 sexyman sexyman1 sexyme sexyme1 sexysexy sf49ers sha shadow
        shadow01 shadow1 shadow11 shadow12 shadow123 shadow13 shadow2 shadow7 shadows shady1 shaggy shaggy1 shakira
        shakira1 shalom shaman shamrock shamrock1 shane shane1 shanghai shania shanna shannon shannon1 shanti shaolin
        sharingan shark sharks sharma sharon sharon1 sharp shasha shasta shawn shawn1 shawty1 sheba1 sheeba sheena
        sheila sheila1 shelby shelby1 sheldon shelley shelly shelly1 sherlock sherman sherman1 sherry sherry1 sherwood
        shibby shiloh shinigami shirley shirley1 shit shit123 shitface shitface1 shithead shithead1 shitty1 shmily
        shogun shooter shooter1 shopping shopping1 shorty shorty1 shorty12 shorty123 shorty13 shorty2 shotgun shotgun1
        showtime shutup shutup1 shweta sidekick3 sidney sidney1 siemens sierra sierra1 sigma silence silent silly1
        silvana silver silver1 silverado silvia simba simba1 simba123 simon simon1 simon123 simona simone simone1 simple
        simple1 simpleplan simpson simpson1 simpsons simpsons1 simran simsim singapore singer singer1 single single1
        sinner sirius sissy1 sister sister1 sisters sixteen sk84life sk8board sk8ordie sk8ter skate skate1 skate123
        skate4life skateboard skater skater1 skater12 skater123 skater2 skeeter skeeter1 skiffy skiing skinhead skinny
        skinny1 skipper skipper1 skippy skippy1 skittles skittles1 skolko skorpion sky123 skyblue skyhawk skylar skylar1
        skyler skyler1 skyline skyline1 skywalker skywalker1 slamdunk slavik slayer slayer1 slayer666 sleepy sleepy1
        slick1 slimshady slipknot slipknot1 slipknot6 slipknot66 smackdown smackdown1 smallville smart smart1 smarty
        smelly smelly1 smile smile1 smile123 smile4me smiles smiles1 smiley smiley1 smith smith1 smitty smoke smoke1
        smoke420 smokey smokey1 smokie smoking smooth smooth1 smudge snake snake1 snakes snapper snapple sneakers
        snickers snickers1 sniper sniper1 snooker snoop1 snoopdog snoopdogg snoopy snoopy1 snoopy123 snoopy2 snowball
        snowball1 snowboard snowboard1 snowflake snowflake1 snowman snowman1 snowwhite snuggles snuggles1 sobaka soccer
        soccer! soccer01 soccer07 soccer08 soccer09 soccer1 soccer10 soccer101 soccer11 soccer12 soccer123 soccer13
        soccer14 soccer15 soccer16 soccer17 soccer18 soccer19 soccer2 soccer20 soccer21 soccer22 soccer23 soccer24
        soccer3 soccer4 soccer5 soccer6 soccer7 soccer8 soccer9 socrates sofia softball softball1 softball10 softball11
        softball12 softball13 softball2 softball3 softball7 software sojdlg123aljg solange soldier soldier1 soledad
        soleil solnce solomon solomon1 solrac solution someone something something1 sommer sonali sonia sonia1 sonic
        sonic1 sonic123 sonny1 sony sonyericsson sooners sooners1 sophia sophia1 sophie sophie1 sophie123 soprano
        souljaboy1 soulmate sousou south1 south13 southern southpark southpark1 southside southside1 space space1 spam
        spanish spanish1 spanky spanky1 sparkle sparkle1 sparkles sparky sparky1 sparrow sparta spartak spartan spartan1
        spartan117 spartans speaker special special1 spectrum speed speedy speedy1 spencer spencer1 spider spider1
        spiderman spiderman1 spiderman2 spiderman3 spike spike1 spike123 spirit spirit1 spitfire spitfire1 splash
        splinter sponge sponge1 spongebob spongebob1 spongebob2 spooky spooky1 sporting sports sports1 spring spring1
        springer sprint sprite sprite1 spunky spunky1 spurs1 sputnik spyder squall squirrel squirt srinivas sriram ssss
        sssss ssssss sssssss ssssssss ssyu1314 sta stacey stacey1 stalker stalker1 stallion standard stanislav stanley
        stanley1 star star11 star12 star123 star1234 star13 star69 starbucks starbucks1 starcraft starcraft1 stardust
        starfish starfish1 stargate stargate1 starlight starlight1 stars stars1 starstar start start1 start123
        startfinding startrek startrek1 starwars starwars1 status ste stealth steaua steelers steelers1 steelers7 stefan
        stefania stefanie stefano steffi stella stella1 stellina stepan steph steph1 stephane stephanie stephanie1
        stephen stephen1 sterling sterling1 sterva steve steve1 steven steven1 stevie stevie1 stewart stewart1 stinger
        stingray stinky stinky1 stitch stonecold stonecold1 stoner stoner1 stoner420 stones storm storm1 stormy stormy1
        stranger stratfor stratus strawberry street street1 strength strike striker strong strong1 stryker stuart
        student student1 studio stunt101 stupid stupid1 su123456 subaru sublime sublime1 subway subzero success success1
        sucesso sucker sucker1 suckit suckit1 suckme suckmydick sugar sugar1 sullivan sultan summer summer01 summer05
        summer06 summer07 summer08 summer09 summer1 summer10 summer11 summer12 summer123 summer2 summer69 summer99
        summertime sun sundance sunday sunday1 sunderland sunflower sunflower1 sunita sunny sunny1 sunny123 sunrise
        sunset sunset1 sunshine sunshine! sunshine1 sunshine12 sunshine2 sunshine3 sunshine7 super super1 super123
        superfly supergirl supergirl1 superman superman1 superman12 superman2 superman23 superman3 superman7 supermario
        supernova supersonic superstar superstar1 support sureno13 suresh surfer surfer1 surfing surfing1 surside13
        survivor susan susan1 susana susanne suzanne suzanne1 suzuki suzuki1 svetik svetlana svoboda sweden sweet sweet1
        sweet12 sweet123 sweet16 sweet2 sweetgirl sweetheart sweetie sweetie1 sweetness sweetness1 sweetpea sweetpea1
        sweets sweets1 sweety sweety1 sweety12 swimmer swimmer1 swimming swimming1 swordfish swordfish1 sydney sydney1
        sylvester sylvia sylvie syncmaster system system1 sz9kqcctwy t t12345 t123456 tabitha tabitha1 taco tacobell
        tacobell1 taekwondo taishan2011 tamara tamara1 tammy tammy1 tangerine tangkai tango tango1 tanner tanner1 tanya
        tara target target123 tarheels tarheels1 tarzan tasha tasha1 tatiana tatiana1 tattoo tattoo1 tatyana taurus
        taylor taylor01 taylor1 taylor11 taylor12 taylor123 taylor2 taytay taytay1 tazmania tdutybq tdutybz teacher
        teacher1 team teamo teamo1 teamo123 techn9ne technics techno technology teddy teddy1 teddy123 teddybear
        teddybear1 teiubesc tekken telechargement telefon telefono telephone television temitope temp temp123 temp1234
        temple temppass temppassword tenerife tennis tennis1 tequiero tequila tequila1 teresa teresa1 terminator terrell
        terrell1 terror terry terry1 tesoro test test1 test123 test1234 tester tester1 testing testing1 testing123
        testpass testtest texas texas1 texas123 thailand thankgod thanks thankyou the theatre thebest thebest1 theboss
        theboss1 thedoors theend thegame thegame1 thegreat1 thegreat123 theking theking1 thelma theman theman1 theodore
        theone theone1 theonly1 theresa theresa1 therese therock therock1 thesims2 theused theused1 thierry thirteen
        thirteen13 thomas thomas01 thomas1 thomas12 thomas123 thomas2 thomas22 thompson three3 thug4life thuglife
        thuglife1 thumper thumper1 thunder thunder1 thursday thx1138 ticket tiesto tiffany tiffany1 tiger tiger1 tiger12
        tiger123 tiger2 tigers tigers1 tigger tigger01 tigger1 tigger11 tigger12 tigger123 tigger2 tigrou timber time
        timmy timmy1 timothy timothy1 tina tinker tinker1 tinkerbell tinkle tintin titanic titanic1 titans titans1
        titties tkbpfdtnf tkfkdgo tnk0mk16vx tobias toby today toffee together tokiohotel toledo tolkien tom tom123
        tomas tomate tomato tomcat tommaso tommy tommy1 tommy123 tomorrow tomtom tomtom1 tonton tony tony12 tony123
        tootie tootsie tootsie1 topcat topgun topolino topper topsecret torino tornado toronto torres torres9 tortuga
        toshiba toshiba1 toto tototo tottenham tottenham1 toulouse toyota toyota1 trabajo tracey tractor tracy tracy1
        training traktor trance transam transformers travel travel1 travis travis1 treasure trebor trenton1 tresd5
        trevor trevor1 trfnthbyf trial tricia tricolor trigger trigger1 trinidad trinity trinity1 trinity3 tripper
        trisha triskelion tristan tristan1 triton triumph trixie trixie1 trojan trojans trojans1 trololo trombone
        trooper trooper1 tropical trouble trouble1 trucker trucker1 trucks truelove truelove1 trumpet trumpet1 trunks
        trust trustno1 tsunami ttd955audg tttttt tucker tucker1 tudelft tuesday tulips tuning tupac1 turbo turbo1 turkey
        turkey1 turner turtle turtle1 tweety tweety1 tweety12 tweety2 tweetybird twilight twilight1 twilight12 twinkle
        twinkle1 twins twins2 twisted twisted1 twister twister1 ty2t1hv3oc tyler tyler1 tyler12 tyler123 tyler2 tyrone
        tyrone1 tyson tyson1 u1v7hhh7ef u38fa39 u77789 ufkbyf uganda uhfybn8888 ultima ultimate umbrella underground
        undertaker underworld unicorn unicorn1 unique unique1 united united1 univers2l universal universe university
        unknown unknown1 unreal uqa9ebw445 urmom1 ursula usa123 usdopaa user user888 usher1 utopia uvgx8f8232 v v123456
        vacation vacation1 vaffanculo vagina vagina1 valencia valentin valentina valentina1 valentine valentine1
        valentino valera valeria valeria1 valerie valerie1 valley vampire vampire1 vampires vancouver vanesa vanessa
        vanessa1 vanhalen vanilla vanilla1 vanille varvara vb vbkfirf vectra vegeta vegeta1 velvet vendetta venera
        venezuela venice venkat venus verbatim veritas verizon1 vermont vernon verona veronica veronica1 veronika
        veronique versace vertigo vfczyz vfhbyf vfhecz vfhufhbnf vfibyf vfitymrf vfksirf vfrcbv vfrcbvrf vfvekz vfvfgfgf
        vfvjxrf vicente vicky vicky1 victoire victor victor1 victoria victoria1 victory victory1 vietnam viewsonic
        vijaya viking viking1 vikings vikings1 viktor viktoria viktoriya village vincent vincent1 vincenzo vinnie violet
        violet1 violeta violetta violin viper viper1 viphv5j736 virgin virginia virginia1 virginie vishal vishnu vision
        vitalik vitoria vittoria vivian viviana vjcrdf vkontakte vlad vladik vladimir vladislav vodafone voiture volcom
        volcom1 volkswagen volley volleyball volume volvo voodoo voyager voyager1 vqsablpzla vrbgqns997 vvvvvv w w12345
        w123456 w1975a w1976a w1977a w1978a w1979a w1980a w1981a w1982a w1983a w1984a w1985a w1986a w1987a w1988a w1989a
        w1990a w5tn36alfw w5txn36alfw w66yrybgra wachtwoord wagner waheguru walker walker1 wall.e wallace wallace1
        walmart walmart1 walnut walter walter1 wangyut2 wanker wanted warcraft warcraft1 warcraft3 warhammer warlock
        warlord warning warren warren1 warrior warrior1 warriors warriors1 warszawa washington wasser wassup water
        water1 water123 waterfall waterloo watermelon waters watson wayne wayne1 weare138 weasel weather webhompass
        webster webster1 wedding wedding1 wednesday weed weed123 weed420 weezer weezy1 welcome welcome1 welcome12
        welcome123 welcome2 welkom wellington wendy wendy1 wenoob werder werewolf werner werty wertyu wesley wesley1
        western westham westham1 westlife westside westside1 westwood what whatever whatever! whatever1 whatever2
        whatsup whatsup1 whatthezor whiskers whiskey whiskey1 whisky whisper white white1 whiteboy1 whitney whitney1
        whocares whore1 whynot wicked wicked1 widget wifey1 wilbur wildcat wildcat1 wildcats wildcats1 wildfire will
        william william1 william123 william2 william3 williams williams1 willie willie1 willis willow willow1 willy
        willy1 wilson wilson1 winchester window window1 windows windows1 windows7 windsor winmx1 winner winner1 winnie
        winnie1 winston winston1 winter winter1 wisdom wisdom1 wishbone wizard wizard1 woaini woaini1314 wolf wolfgang
        wolfie wolfman wolfpack wolverine wolverine1 wolves wolves1 wombat wonder wonder1 wonderful wonderful1
        wonderland woodstock woody woody1 wookie wordpass wordpass1 work working wow123 wow12345 wrangler wrestling
        wrestling1 wright writer wutang wwe123 www123 wwwwww wxcvbn x123456 x3luym2mmj x4ivyga51f xander xavier xavier1
        xbox xbox360 xboxlive xfiles xiang123456 xtreme xxx xxx123 xxxx xxxxx xxxxxx xxxxxx1 xxxxxxx xxxxxxxx xxxxxxxxxx
        xyz123 y6p67ftrqj yagjecc826 yahoo yahoo.com yahoo1 yahoo123 yahoomail yahooo yamaha yamaha1 yamahar1 yamahar6
        yandex yankee yankee1 yankees yankees1 yankees13 yankees2 yannick yanyan yasmin yasmine ybccfy ybrbnf ybrjkfq
        yeah yellow yellow1 yellow11 yellow12 yellow123 yellow2 yesyes yfcntymrf yfdbufnjh10305070 yfdbufnjh63 yfnfif
        yfnfkb yfnfkmz yolanda yolanda1 yomama yomama1 yomomma1 you you123 youandme youbye123 young young1 youngmoney
        yourmom yourmom1 youssef yousuck yousuck1 youtube youtube1 youyou yoyo yoyo123 yoyoyo yoyoyo1 ytrewq yuantuo2012
        yugioh yugioh1 yuliya yummy yummy1 yumyum yvette yvonne yvonne1 yxcvbnm yyyyyy z z00000 z0102030405 z12345
        z123456 z123456789 z1x2c3 z1x2c3v4 zacefron zacefron1 zachary zachary1 zag12wsx zainab zander zanzibar zaq123
        zaq12wsx zaq1xsw2 zaqwsx zaqwsxcde zaqxsw zaqxswcde zaraza zarina zasada zazaza zebra1 zelda1 zenith zeppelin
        zeppelin1 zhjckfd zidane ziggy ziggy1 zigzag zipper zk. zk.: zoey101 zombie zombie1 zoosk zorro zouzou zvezda
        zxasqw12 zxc zxc123 zxc123456 zxcasd zxcasdqwe zxcasdqwe123 zxccxz zxcv zxcv123 zxcv1234 zxcvb zxcvb1 zxcvb123
        zxcvb12345 zxcvbn zxcvbn1 zxcvbnm zxcvbnm1 zxcvbnm12 zxcvbnm123 zxcvbnm: zxczxc zxzxzx zzzzzz zzzzzzz zzzzzzzz
        zzzzzzzzzz йцукен пароль я
        """#
}
