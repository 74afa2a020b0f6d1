extension CommonPasswords {
    /// The first half of the list, in order of code points.
    static let firstHalf = #"""
        ! !ab#cd$ !qaz2wsx !~!1 #1bitch $hex ***** ****** - ...... .adgjm .adgjmptw 0 0.00000000 000 0000 00000 000000
        0000000 00000000 000000000 0000000000 0000001 000000a 000001 000007 00001111 000111 000123 000999 000webhost
        001122 00112233 007 007007 010 010101 01010101 01011980 010203 01020304 0102030405 010203040506 0123 01230123
        012345 0123456 01234567 0123456789 0147258369 0147852369 014789 0192837465 020202 030303 040404 050505 060606
        070707 070809 080808 090807 090909 09876 098765 0987654 09876543 0987654321 0r968ji9ufj6 1 10 100 1000 100000
        1000000 1001 100100 100200 100200300 1004 101 1010 101010 10101010 101101 101112 10203 102030 10203040
        1020304050 1022 102938 1029384756 10577 11 110 110001 110011 110019 110075 110085 110092 110110 110120 110688
        111 111000 1111 11111 111111 1111111 11111111 111111111 1111111111 11111111111 111111111111 111111a 111111q
        111112 11111a 11111q 11112222 1111qqqq 111213 111222 111222333 111222tianya 111333 111555 111999 111aaa 111nice
        111qqq 112112 1122 112211 11221122 112233 1122334 11223344 1122334455 112233445566 112233a 112233q 112358
        11235813 1123581321 113113 113355 114477 115599 12 120 120120 121 121121 1212 121212 12121212 1212121212 1212123
        121212a 121283 121314 12131415 1213141516 122001 122002 1221 122112 12211221 122333 123 1230 123000 1230123
        12301230 123098 123123 1231231 12312312 123123123 123123123123 123123123a 1231234 123123a 123123q 123123qwe
        12321 1232123 1232323q 123258 123321 123321123 123321123321 123321a 123321q 123369 1234 123412 12341234 1234321
        12344321 12345 123450 1234509876 123451 1234512345 123454321 123455 1234554321 123456 123456. 1234560 12345600
        1234561 123456123 123456123456 1234565 12345654321 1234566 123456654321 1234567 12345671 12345677 12345678
        123456781 123456789 123456789. 1234567890 1234567890- 12345678900 12345678901 1234567890a 1234567890q 1234567891
        12345678910 123456789123 123456789123456789 1234567899 123456789987654321 123456789a 123456789abc 123456789asd
        123456789b 123456789c 123456789d 123456789e 123456789f 123456789g 123456789h 123456789j 123456789k 123456789l
        123456789m 123456789n 123456789o 123456789p 123456789q 123456789qwe 123456789r 123456789s 123456789t 123456789v
        123456789w 123456789z 12345678a 12345678q 12345678s 12345679 1234567a 1234567b 1234567j 1234567m 1234567q
        1234567s 1234567z 1234568 1234569 123456987 123456a 123456aa 123456aaa 123456ab 123456abc 123456abcd 123456as
        123456asd 123456b 123456c 123456d 123456e 123456f 123456g 123456h 123456i 123456j 123456k 123456l 123456m
        123456n 123456o 123456p 123456q 123456qq 123456qw 123456qwe 123456qwer 123456qwerty 123456r 123456s 123456t
        123456v 123456w 123456x 123456y 123456z 123456zxc 123457 123458 123459 12345a 12345abc 12345abcde 12345asd
        12345b 12345c 12345d 12345e 12345f 12345g 12345h 12345j 12345k 12345l 12345m 12345n 12345p 12345q 12345qaz
        12345qw 12345qwe 12345qwer 12345qwert 12345qwerty 12345r 12345s 12345t 12345v 12345w 12345z 123465 12348765
        1234ab 1234abc 1234abcd 1234asdf 1234qw 1234qwe 1234qwer 1234rewq 1234zxcv 123567 1235789 123654 123654789
        123654a 1236987 12369874 123698741 123698745 123789 123789456 123890 123987 123a123 123a456 123aaa 123abc
        123abc123 123abcd 123admin321 123asd 123asd123 123ewq 123hfjdk147 123kid 123love 123mudar 123qaz 123qwe
        123qwe123 123qwe123qwe 123qweasd 123qweasdzxc 123qwer 123qwert 123qwerty 123soleil 123stella 123zxc 12413 124578
        125125 128500 12qw12 12qw12qw 12qw23we 12qw34er 12qwas 12qwaszx 13 130 1313 131313 13131313 131415 131421
        1314520 1314521 132435 13243546 132456 132465 1342 134679 134679852 135246 13579 135790 135791 1357911
        1357913579 135792468 1357924680 135798642 1366613 140 14121412 1414 141414 14141414 141516 142536 142857 143143
        14344 1435254 145236 14531453 147147 147258 147258369 147369 1475369 1475963 147741 147852 147852369 147896
        1478963 14789632 147896321 147896325 147963 14881488 150 1515 151515 15151515 153624 15426378 159 159159
        159159159 159263 159357 159357456 159632 1596321 159753 159753123 159753456 159753a 1598753 159951 161616 162534
        168168 168asd168 171717 172839 181818 18atcskd2w 18n28n24a5 19031903 19051905 19071907 191919 192837 19283746
        192837465 19411945 1945 1951 1960 1961 1962 1963 19631963 1964 19641964 1965 19651965 1966 19661966 1967
        19671967 1968 19681968 1969 19691969 1970 19701970 1971 19711971 1972 19721972 1973 19731973 1974 19741974 1975
        19751975 1976 19761976 1977 19771977 1978 19781978 1979 19791979 198 1980 198000 19801980 1981 19811981 1982
        19821982 1983 19831983 1984 19841984 1985 19851985 1986 19861986 1987 19871987 1988 19881988 198888 1989
        19891989 199 1990 19901990 1991 19911991 1992 19921992 1993 19931993 1994 19941994 1995 19951995 1996 19961996
        1997 19971997 1998 19981998 1999 19991999 1a1a1a 1a2a3a 1a2a3a4a 1a2b3c 1a2b3c4d 1a2b3c4d5e 1a2s3d 1a2s3d4f
        1a2s3d4f5g 1andonly 1angel 1anthony 1asshole 1babygirl 1bitch 1blood 1butterfly 1chance 1cookie 1diamond 1family
        1football 1fr2rfq7xl 1fuckyou 1g2w3e4r 1hotmama 1hottie 1iloveyou 1jesus 1loveme 1lover 1loveu 1loveyou 1michael
        1million 1money 1monkey 1mother 1myspace 1nigga 1password 1player 1princess 1q1q1q 1q1q1q1q 1q2q3q 1q2w3e
        1q2w3e4 1q2w3e4r 1q2w3e4r5 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o
        1q2w3e4r5t6y7u8i9o0p 1qa2ws 1qa2ws3ed 1qay2wsx 1qaz 1qaz!qaz 1qaz1qaz 1qaz2wsx 1qaz2wsx3edc 1qazwsx 1qazxc
        1qazxsw2 1qazxsw23edc 1qazzaq1 1qw23er4 1qwert 1qwerty 1sunshine 1superman 1truelove 1v7upjw3nt 1z2x3c 1z2x3c4v
        1zn6fpn01x 1zxcvbnm 2 200 2000 200000 20002000 2001 20012001 2002 20022002 2003 20032003 2004 2005 20052005 2006
        20062006 2007 20072007 2008 20082008 2009 20092009 2010 201010 20102010 2011 20112011 2012comeer 201301 201314
        2020 202020 20202020 203040 210 2112 21122112 2121 212121 21212121 212223 2128506 214365 22 220 222 2222 22222
        222222 2222222 22222222 2222222222 222333 223322 223344 22334455 224466 22446688 225588 228228 230 2323 232323
        23232323 232425 234234 23456 234567 2345678 23456789 235689 23jordan 240 2424 242424 24242424 242526 2468 24680
        246810 24681012 246813579 24682468 250 25011990 2525 25251325 252525 25252525 2580 258000 25802580 258258 258369
        258456 258852 258963 262626 272727 27653 282828 290966 292929 29rsavoy 2blessed 2bornot2b 2children 2cool4u
        2cute4u 2fast4u 2gether 2girls 2good4u 2hot4u 2sexy4u 2sweet 2wsx3edc 3 303030 313131 314159 31415926 321 321123
        321321 321321321 321456 321654 321654987 321678 323232 332211 333 333222 3333 33333 333333 3333333 33333333
        333333333 3333333333 333444 333666 333777 334455 336699 343434 345678 353535 357159 357951 362436 363636 369258
        369258147 369369 369852 369852147 369963 373737 383838 393041123 3children 3d8cubaj2e 3girls 3odi15ngxb
        3rjs1la2qe 3rjs1la7qe 3rjs5la8qe 4 400053 404040 414141 415263 4200 420420 420weed 421uiopy258 424242 4321
        434343 4444 44444 444444 4444444 44444444 444555 445566 454545 45454545 456 456123 456123789 456258 456321
        456456 456456456 456654 456789 456789123 456852 456987 464646 474747 4815162342 484848 4children 4myspace
        4runner 5 505050 50cent 5150 51505150 515151 5201314 520520 5211314 521521 525252 535353 54321 543210 545454
        5532361cnjqrf 555 5555 55555 555555 5555555 55555555 5555555555 555556 55555a 555666 555777 556677 560037 560076
        560078 565656 5678 56789 567890 575757 57chevy 584520 585858 5hsu75kpot 5poppin 5xfgs3ii9d 6 606060 616161
        619619 626262 635241 636363 646464 654123 654321 6543210 654321a 654654 654987 656565 6655321 666 666333 666555
        6666 66666 666666 6666666 66666666 6666666666 666666a 666777 666888 666999 676767 686868 6969 696969 69696969
        69camaro 6hbf28w791 6v21wbgad 7 7007 707070 709394 717171 727272 73501505 737373 74108520 7412369 741258
        741258963 741741 741852 741852963 741963 747474 748596 753159 753951 757575 7654321 767676 7753191 7758258
        7758521 777 777555 777666 7777 77777 777777 7777777 77777777 7777777777 7777777a 777888 777999 778899 784512
        786786 786786786 787878 787898 789 789123 789456 789456123 7894561230 7895123 7896321 78963214 789632145 789654
        789654123 789789 789789789 789852 789987 794613 797979 7elephants 7ugd5hip2j 8 808080 818181 85208520 8522003
        852258 852456 852852 852963 858585 86 8675309 868686 87654321 87654321q 878787 885522 8888 88888 888888 8888888
        88888888 8888888888 888999 895623 898989 8ix6s1fceh 9 9-11-1961 90210 906090 909090 9111961 911911 9293709b13
        92k2cizcdp 9379992 951357 951753 963258 963258741 963852 963852741 963963 969696 980099 986532 987123 987321
        987456 987456321 98765 987654 9876543 98765432 987654321 9876543210 987654321a 987654321q 987789 987987 989898
        996633 998877 999 999000 999666 999888 9999 99999 999999 9999999 99999999 999999999 9999999999 9uzp9jek3f :
        ?????? ??????? ???????? ?????????? a a00000 a000000 a11111 a111111 a112233 a123098 a123123 a123321 a12345
        a123456 a1234567 a12345678 a123456789 a123456a a123654 a1a1a1 a1a1a1a1 a1a2a3 a1a2a3a4 a1a2a3a4a5 a1b2c3
        a1b2c3d4 a1b2c3d4e5 a1s2d3 a1s2d3f4 a1s2d3f4g5 a23456 a654321 a7777777 a801016 a838hfid aa123123 aa1234 aa123456
        aaa aaa111 aaa123 aaa123123 aaaa aaaa1111 aaaaa aaaaa1 aaaaaa aaaaaa1 aaaaaaa aaaaaaa1 aaaaaaaa aaaaaaaaa
        aaaaaaaaaa aaasss aaliyah aaliyah1 aardvark aaron aaron1 aaron123 aaron431 ab1234 ab123456 abby abc abc123
        abc1234 abc12345 abc123456 abc123abc abc321 abcabc abcd abcd12 abcd123 abcd1234 abcd12345 abcd123456 abcde
        abcde1 abcde123 abcde12345 abcdef abcdef1 abcdef123 abcdefg abcdefg1 abcdefg123 abcdefgh abcdefgh1 abcdefghij
        abdullah aberdeen abhishek abigail abigail1 abiodun abracadabra abraham abrakadabra access accord account
        account1 ace123 achilles acmilan action acuario ad123456 adam adam12 adam123 addison addison1 adebayo adekunle
        adelaide adelina adeline adeola adewale adgjmp adgjmptw adidas adidas1 aditya admin admin1 admin123
        administrator adonis adrian adrian1 adriana adriana1 adriano adrien adrienne adv24 adventure aerosmith aezakmi
        africa africa1 again1 agent007 agnieszka agosto agustin ahmed aiden1 aikido aileen airborne airforce airforce1
        airplane aishiteru akatsuki akax89wn akopa123 alabama alabama1 alaska alaska1 albatros albert albert1 alberto
        alberto1 albina ale alegria alejandra alejandra1 alejandro alejandro1 aleksandr aleksandra aleksey alenka
        alessandra alessandro alessia alessio alex alex01 alex10 alex11 alex12 alex123 alex1234 alex13 alexa alexa1
        alexalex alexander alexander1 alexander2 alexandr alexandra alexandra1 alexandre alexandria alexandru alexey
        alexia alexis alexis09 alexis1 alexis12 alexis123 alfaromeo alfonso alfred alfredo alfredo1 algerie ali ali123
        aliali alibaba alice alice1 alicia alicia1 aliens alina alinka alisha alisha1 alison alison1 alissa all4one
        alladin79 allah allah1 allah786 allahu allan allen allen1 alliance allie1 allison allison1 allstar allstar1
        almighty almond alondra alonso alpha alpha1 alpine alucard alvarez alvaro alvin always always1 alyssa alyssa1
        amadeus amalia amanda amanda1 amanda12 amanda123 amanda2 amandine amarillo amazing amazing1 amazon amber amber1
        amber123 amelia amelia1 amelie america america1 america10 america12 america123 american american1 amerika
        amethyst amigos amistad amor amor123 amorcito amore amoremio amores amormio amour amoure amours amsterdam
        amsterdam1 amy123 ana123 anaconda anakin anamaria ananas anarchy anarchy1 anastasia anastasiya anderson
        anderson1 andre andre1 andre123 andrea andrea1 andreas andreas1 andreea andrei andrej andres andres1 andrew
        andrew01 andrew1 andrew11 andrew12 andrew123 andrew2 andrey andromeda andy andy123 anfield angel angel01 angel07
        angel08 angel1 angel10 angel101 angel11 angel12 angel123 angel13 angel14 angel15 angel16 angel17 angel18 angel2
        angel21 angel22 angel23 angel3 angel4 angel5 angel6 angel69 angel7 angel8 angel88 angel9 angela angela1
        angelbaby angelbaby1 angeles angeleyes angelica angelica1 angelika angelina angelina1 angeline angelique
        angelito angelo angelo1 angels angels1 angelus angie angie1 anhyeuem animal animal1 animals animals1 anime
        anime1 anita anita1 anjali anjing ankara anna anna123 annabelle annalisa annamaria anne annette annette1 annie
        annie1 annika answer antares anthony anthony1 anthony12 anthony123 anthony2 anthony3 anthony7 antoine anton
        antonella antonia antonio antonio1 antony anubis anuradha anything anything1 aobo2010 aol123 apache apollo
        apollo1 apollo13 apple apple1 apple12 apple123 apple2 applepie applepie1 apples apples1 apples123 april april1
        april10 april11 april12 april13 april14 april15 april16 april17 april18 april20 april21 april22 april23 april24
        aprilia apsk54321 aptx4869 aquarius aqwzsx aragorn archana archer archie archie1 architect area51 argentina
        argentina1 ariana ariana1 ariane arianna arianna1 ariel ariel1 aries arizona arizona1 arlene armagedon armando
        armando1 armani armstrong arnaud arnold arnold1 arschloch arsenal arsenal1 arsenal123 arsenal14 artemis artemka
        arthur arthur1 artist arturo as1234 as123456 as790433 asasas asd asd123 asd1234 asd12345 asd123456 asd123asd
        asd456 asdasd asdasd1 asdasd123 asdasd5 asdasdasd asddsa asdf asdf12 asdf123 asdf1234 asdf3423 asdfasdf
        asdfasdf1 asdffdsa asdfg asdfg1 asdfg123 asdfg12345 asdfgh asdfgh1 asdfgh12 asdfgh123 asdfghj asdfghj1 asdfghjk
        asdfghjkl asdfghjkl1 asdfghjkl123 asdfghjkl: asdfjkl asdfjkl: asdfjkl; asdfzxcv asdqwe asdqwe123 asdzxc ash123
        ashish ashlee ashlee1 ashleigh ashleigh1 ashley ashley01 ashley1 ashley11 ashley12 ashley123 ashley13 ashley2
        ashton ashton1 aspire aspirine asroma ass ass123 assasin assass assass1 assassin asshole asshole1 asshole12
        asshole123 asshole2 assman asterix astonvilla astrid athena athena1 atlanta atlanta1 atlantis atomic attila
        attitude aubrey auburn auburn1 audia3 audia4 audrey audrey1 august august1 august11 august12 august13 august21
        august23 aurelie aurora aurore aussie austin austin1 austin12 austin123 austin316 australia australia1 autumn
        autumn1 avalon avatar awesome awesome1 awful awsome axio ayesha ayomide az123456 azamat azazaz azerty azerty1
        azerty123 azertyui azertyuiop azsxdc azsxdcfv aztnm b b12345 b123456 baba babatunde babe babe123 babies baby
        baby01 baby07 baby08 baby09 baby10 baby101 baby11 baby12 baby123 baby1234 baby13 baby14 baby15 baby16 baby21
        baby22 baby23 baby69 babybaby babybear babyblue babyblue1 babyboo babyboo1 babyboy babyboy1 babyboy2 babycakes
        babycakes1 babydoll babydoll1 babyface babyface1 babygirl babygirl! babygirl01 babygirl08 babygirl09 babygirl1
        babygirl10 babygirl11 babygirl12 babygirl13 babygirl14 babygirl15 babygirl16 babygirl2 babygirl21 babygirl22
        babygirl23 babygirl3 babygirl4 babygirl5 babygirl69 babygirl7 babygirl9 babygurl babygurl1 babygurl12 babyko
        babylon babylon5 babylove babylove1 babyphat1 bacardi bacchus backend backspace backspace1 badass badass1
        badbitch1 badboy badboy1 badboy2 badboys badger badger1 badgirl badgirl1 badman badminton badoo bagira bailey
        bailey01 bailey1 bailey12 bailey123 baili123com bajingan baker baker1 baker3 balaji balance baller baller1
        baller12 baller23 ballet ballin ballin1 balls balls1 bambam bambam1 bambino bamboo banana banana1 banana11
        banana123 bananas bananas1 banane bandit bandit1 bandung bangalore bangbang bangladesh banshee barbados barbara
        barbara1 barbie barbie1 barbie123 barcelona barcelona1 barkley barney barney1 barselona barsik bartek baseball
        baseball1 baseball10 baseball11 baseball12 baseball13 baseball14 baseball15 baseball2 baseball21 baseball22
        baseball23 baseball24 baseball3 baseball4 baseball5 baseball6 baseball7 baseball8 baseball9 basket basket1
        basketbal1 basketball basketball1 bass bassman bastard bastard1 batista batista1 batman batman1 batman12
        batman123 batman2 battle battlefield bautista baxter baxter1 bayern bball bball1 bball12 bball23 bbbbbb beach
        beach1 beaches beagle beaner beaner1 beanie bear bear123 bearbear bears1 bearshare beast beast1 beatles beatles1
        beatrice beatriz beautiful beautiful1 beautiful2 beauty beauty1 beaver beaver1 beavis bebe bebe123 becca1
        beckham beckham23 beckham7 becky becky1 beer beethoven beetle behappy believe believe1 belinda bella bella1
        bella12 bella123 belle belle1 bellissima beloved ben ben123 benben bender benedict benfica bengals1 benito
        benjamin benjamin1 benji benji1 bennett benny benny1 benoit benson bentley bentley1 berlin bernadette bernard
        bernard1 bernardo bernie bertha bertie besiktas bessie best bestfriend bestfriends bethany bethany1 better betty
        betty1 bettyboop bettyboop1 beverly beverly1 beyonce beyonce1 bharat bhbirf bhebhe bhf bianca bianca1 big big123
        bigbang bigben bigbird bigboss bigboy bigboy1 bigcock bigdaddy bigdaddy1 bigdick bigdick1 bigdog bigdog1 bigfoot
        bigfoot1 biggie biggie1 bighead1 bigmac bigman bigman1 bigmoney bigmoney1 bigpimpin1 bigred bigred1 bigtits bill
        billabong billabong1 billie billie1 billy billy1 billy123 billybob billybob1 billyboy bingo bingo1 bintang
        biology bionicle birdie birdman birdman1 birthday birthday1 biscuit biscuit1 bishop bishop1 bismillah bitch
        bitch! bitch01 bitch1 bitch101 bitch11 bitch12 bitch123 bitch13 bitch2 bitch22 bitch23 bitch3 bitch5 bitch69
        bitchass1 bitches bitches1 bitchy1 biteme biteme1 biteme2 bkl29m2bk blabla blabla1 blablabla black black1
        black12 black123 black2 blackberry blackbird blackcat blackdog blackhawk blackie blackie1 blackjack blackjack1
        blackman blackops blackrose blacky blacky1 blade blade1 blades blah blah123 blahblah blahblah1 blake blake1
        blanca blasted1 blaster blaze blaze1 blazer blazer1 bleach bleach1 blessed blessed1 blessing blessing1 blessings
        blingbling blink blink123 blink182 blizzard blizzard1 blogs123 blonde blonde1 blondie blondie1 blood blood1
        blood5 bloods bloods1 bloody bloody1 blossom blossom1 blowjob blowme blowme1 blue blue10 blue11 blue12 blue123
        blue1234 blue13 blue21 blue22 blue23 blue32 blue42 bluebell blueberry blueberry1 bluebird bluebird1 blueblue
        blueeyes blueeyes1 bluefish bluemoon bluesky bob bob123 bobbie bobbob bobbob1 bobby bobby1 bobby123 bobcat
        bobmarley bobmarley1 bobo bobobo bogart bogdan bollocks bollox bologna bomber bonbon bond007 bonehead bones1
        bonheur bonita bonita1 bonjour bonjovi bonnie bonnie1 bonsai boo boo123 boobear boobear1 boobies boobies1 booboo
        booboo1 booboo12 booboo123 booboo2 boobs boobs1 booger booger1 boogie boogie1 bookmark bookworm boomboom boomer
        boomer1 boots1 booty booty1 bordeaux boricua boricua1 boris borussia boss bossman bossman1 boston boston1 boubou
        bounty bowling bowling1 bowwow bowwow1 boxcar boxing boy123 bozo bradford bradley bradley1 brady12 brandi
        brandi1 brandon brandon1 brandon12 brandon123 brandon2 brandy brandy1 brasil bratz1 braveheart braves braves1
        brayden brayden1 brazil brazil1 breanna breanna1 breeze brenda brenda1 brendan brendan1 bretagne brian brian1
        brian123 briana briana1 brianna brianna1 briciola bridge bridget bridget1 bright brighton brigitte bristol
        britney britney1 britt1 brittany brittany1 brittney brittney1 broadway brodie broken broken1 bronco broncos
        broncos1 brooke brooke1 brooklyn brooklyn1 brooks brother brother1 brothers brown brown1 brownie brownie1 browns
        bruce bruce1 brucelee bruins bruno bruno1 bruno123 brutus brutus1 bryan bryan1 bryant bryant24 bscirc bubba
        bubba1 bubba123 bubble bubble1 bubblegum bubblegum1 bubbles bubbles1 bubbles12 bubbles123 bubbles2 buckeye
        buckeye1 buckeyes buckeyes1 budapest buddha buddha1 buddie buddy buddy1 buddy12 buddy123 buddy2 buddyboy
        budlight budlight1 budweiser budweiser1 buffalo buffalo1 buffy buffy1 bugger bugsbunny bugsbunny1 bulldog
        bulldog1 bulldogs bulldogs1 bullet bullet1 bulls23 bullshit bullshit1 bumblebee bumbum bunnies bunny bunny1
        bunny123 burger burrito burton burton1 bushido bushido1 business business1 busted busted1 buster buster01
        buster1 buster11 buster12 buster123 buster2 butch1 butler butt butter butter1 buttercup buttercup1 butterfly
        butterfly1 butterfly2 butterfly3 butterfly7 butterfly8 butthead butthead1 butthole butthole1 button buttons
        buttons1 byebye byusdg23 c c.ronaldo c12345 c123456 c43qpul5rz caballo cabbage caca caca123 cachorro cactus
        cadillac cadillac1 caesar cafemom caitlin caitlin1 caitlyn caleb1 caliente california calimero caline callie
        callie1 callofduty callum calvin calvin1 camaro camaro1 camaroz28 cambiami cambridge camelot camera camera1
        camero1 cameron cameron1 camila camilla camille camille1 camilo campbell canada canada1 canadian cancel cancer
        cancer1 cancun candice candice1 candle candy candy1 candy12 candy123 candy2 candycane candycane1 candyman canela
        cannabis cannon cantik cantona cantona7 canyon capone caprice capricorn capricorn1 capslock captain captain1 car
        car123 caramel caramel1 caramelo caravan carbon cardinal cardinals cardinals1 carebear carebear1 career
        career121 carina carla carlitos carlo carlos carlos1 carlos12 carlos123 carlotta carlton carmel carmela carmelo
        carmelo15 carmen carmen1 carol carol1 carola carole carolina carolina1 caroline caroline1 carolyn carolyn1
        carpediem carrie carrie1 carrot carson carson1 carter carter1 cartman cartman1 cartoon casablanca casanova casey
        casey1 casey123 cashmoney cashmoney1 casino casper casper1 cassandra cassandra1 cassidy cassidy1 cassie cassie1
        castillo castle castro cat cat123 catalin catalina catania catarina catcat catch22 catdog catdog1 caterina
        catfish catfish1 catherine catherine1 cathy cats catwoman cavalier cavallo cazzo cazzone cbr600 cccccc cdtnkfyf
        cecile cecilia cecilia1 cedric celeron celeste celeste1 celica celina celine cellphone cellphone1 celtic celtic1
        celtic1888 celtics center central central1 cepetsugih cesar cessna cevthrb cfitymrf cgfhnfr cha chacha chacha1
        champ1 champagne champion champion1 chance chance1 chandler chandler1 chandra chanel chanel1 change change1
        changeme changeme1 chantal chaos chaos1 charger charger1 chargers chargers1 chargers21 charity charlene charles
        charles1 charley charlie charlie1 charlie12 charlie123 charlie2 charlie3 charlotte charlotte1 charly charmed
        charmed1 charming chase chase1 chaton cheater cheater1 cheche cheer cheer1 cheer123 cheers cheese cheese!
        cheese1 cheese12 cheese123 cheese2 cheesecake cheetah cheetah1 chelsea chelsea1 chelsea123 chelseafc chemical
        chemistry chennai cherie cherokee cherokee1 cherries cherry cherry1 cherry12 cherry123 cheryl chester chester1
        cheval chevelle chevrolet chevrolet1 chevy chevy1 chevys10 chewy1 cheyenne cheyenne1 chiara chicago chicago1
        chicca chicco chichi chichi1 chicken chicken1 chicken12 chicken123 chicken2 chickens chico chico1 chiefs
        chihuahua children children2 children3 chillin china china1 chinese chinnu chipie chipper chipper1 chippy
        chiquita chivas chivas1 chivas10 chivas100 chivas11 chivas12 chivas123 chivas13 chloe chloe1 chloe123 chobits
        chocolat chocolate chocolate1 chocolate2 chopper chopper1 chosen chosen1 chouchou choupette chris chris01 chris1
        chris10 chris11 chris12 chris123 chris13 chris2 chris23 chrisb1 chrisbrown chrissy chrissy1 christ christ1
        christelle christian christian1 christian2 christie christina christina1 christine christine1 christmas
        christmas1 christophe christopher christy christy1 chronic chronic1 chronic420 chubby chubby1 chuchu chuck
        chuck1 chuckie chucky chucky1 church church1 ciao ciaociao ciara1 ciccio cimbom cinder cinderella cindy cindy1
        cinema cinnamon cinnamon1 cinta cintaku citroen cjkysirj cjkywt cjmasterinf claire claire1 clara clarence
        clarinet clarissa class08 class09 classic classic1 classof07 classof08 classof09 classof200 classof201 claude
        claudia claudia1 claudio clayton clayton1 clement clemson clemson1 cleopatra cleveland cleveland1 clifford
        clifford1 clinton cloud9 clouds clover clover1 clowns cm6e7aumn9 cme2012 cobain cobra cobra1 cocacola cocacola1
        cock coco coco12 coco123 cocoa1 coconut coconut1 cody cody123 coffee coffee1 coldplay coleman colleen colleen1
        college college1 collin collins colombia colombia1 colorado colorado1 colt45 colton colton1 coltrane colts1
        colts18 columbia columbus comcast1 comeon11 comfort coming command commander commando company compaq compaq1
        compton1 computer computer1 computer12 computer2 computers concrete condom condor confused confused1 connect
        conner conner1 connie connie1 connor connor1 conrad contact control control1 converse converse1 cookie cookie1
        cookie12 cookie123 cookie2 cookie3 cookiemons cookies cookies1 cookies123 cooking cool cool11 cool12 cool123
        cool1234 coolboy coolcat coolcat1 coolcool cooldude cooldude1 cooler coolgirl coolguy coolguy1 coolio coolio1
        coolkid1 coolman coolman1 cooper cooper1 copper copper1 corazon corazon1 corey corey1 corinne cornelia corolla
        corona corona1 corrado corvette corvette1 cosmo1 cosmos cotton cotton1 coucou cougar cougar1 cougars counter
        country country1 coupon coupons couponsc10 courage courtney courtney1 cowboy cowboy1 cowboys cowboys1 cowboys22
        cowgirl cowgirl1 coyote cracker cracker1 crackers craig1 crazy crazy1 crazy12 crazy123 crazy2 crazy4u crazy8
        create creation creative creative1 cricket cricket1 cricri criminal crimson crip4life cristal cristi cristian
        cristian1 cristiano cristina cristina1 cristo crjhgbjy crosby87 crossfire cruise crusader cruzazul crystal
        crystal1 cthutq cubs cucciola cucciolo cuddles cuddles1 cupcake cupcake1 cupcakes curtis curtis1 cute cute123
        cuteako cutegirl cuteme cutie cutie1 cutie101 cutie12 cutie123 cutie2 cutiepie cutiepie1 cxfcnmt cynthia
        cynthia1 czz000 d d12345 d123456 d123456789 d1lakiss d2xyw89sxj d71lwz9zjs d9zufqd92n dad123 dadada daddy daddy1
        daddy12 daddy123 daddy2 daddysgirl daewoo dagger daisy daisy1 daisy12 daisy123 dakota dakota1 dalejr dalejr8
        dalejr88 dalila dallas dallas1 dallas214 dallas22 dalton dalton1 damian damian1 damien damien1 damilola dan
        dan123 dana dance dance1 dance123 dancer dancer1 dancing dancing1 dandan danger danger1 dangerous danica daniel
        daniel01 daniel1 daniel11 daniel12 daniel123 daniel13 daniel19 daniel2 daniela daniela1 daniele daniella
        danielle danielle1 daniels daniil danila danilo danny danny1 danny123 dannyboy dante dante1 daphne daredevil
        darius darius1 dark darkangel darkangel1 darklord darkness darkness1 darkside darkstar darkstar1 darlene
        darlene1 darling darling1 darrell darren darren1 darwin dating daughter dauphin dave david david1 david12
        david123 david2 davide davids davidson davinci dawson dayana dayday1 daytona dbrnjh dbrnjhbz dddd dddddd deadman
        deadman1 deanna deanna1 dearbook death death1 death123 death666 deathnote debbie debbie1 debora deborah deborah1
        december december1 december12 deedee deedee1 deejay deepak deerhunter default defender deftones deftones1
        delacruz delete delete1 delfin delfino dell dell123 delphine delpiero delta delta1 demo demon demon1 demon123
        demon1q2w3e demon1q2w3e4r demon1q2w3e4r5t demon666 demons denden denis denisa denise denise1 deniska dennis
        dennis1 denver denver1 derek derek1 derp12!@ derrick derrick1 desert design design1 designer desire desiree
        desiree1 desmond desmond1 desperado destiny destiny1 destiny2 destroy destroyer detroit detroit1 deutschland
        devil devil1 devil666 devildog devilmaycry devils devin1 devon1 dexter dexter1 dfcbkbq dfkthbz dfkthf dfktynbyf
        dfvgbh dharma diablo diablo1 diablo2 diablo666 diamante diamond diamond1 diamond2 diamonds diamonds1 diana
        diana1 diane dianne dick dick123 dickhead dickhead1 didier diego diego1 diego123 diesel diesel1 dietcoke
        dietcoke1 digger digger1 digimon digital digital1 dilbert dillon dillon1 dima dimadima dimitri dimple dimples
        dinamo dinesh dingdong dinosaur diosesamor diosesfiel dipset dipset1 director dirtbike dirtbike1 dirty1 discover
        discovery disney disney1 disturbed disturbed1 divine diwtgm8492 dixie dixie1 dkflbckfd dkflbr dkflbvbh dmitriy
        doberman doctor doctor1 dodge dodge1 dodger dodgeram dodgers dodgers1 dog dog123 dogdog dogdog1 doggie doggie1
        doggy doggy1 dogs dollar dollar1 dollars dolly dolly1 dolores dolphin dolphin1 dolphins dolphins1 dom domenico
        domingo dominic dominic1 dominican1 dominik dominika dominique dominique1 domino domino1 don donald donald1
        dondon donkey donkey1 donna donna1 donnie donnie1 donovan donovan1 dont4get dontforget doodle doodle1 doodoo
        dookie dookie1 doomsayer.2.7mords.v doraemon doreen dorian dorothy dorothy1 dortmund dottie doudou douglas
        douglas1 download dpbk1234 dr.pepper dracula dragon dragon01 dragon1 dragon11 dragon12 dragon123 dragon13
        dragon2 dragon22 dragon5 dragon69 dragon7 dragon88 dragonball dragonballz dragonfly dragonfly1 dragons dragons1
        dragoon drake1 dream dream1 dreamer dreamer1 dreams dreams1 drew driver drjynfrnt drogba drowssap drowssap1
        drpepper drpepper1 drummer drummer1 dt123456 dthjybrf dublin ducati duchess duckie ducky1 dude dude12 dude123
        dudley duke dumbass dumbass1 duncan duncan1 dupont durango durango1 dustin dustin1 dusty dusty1 dutchess dwade3
        dwayne dylan dylan1 dylan123 dynasty dynasty1 e e12345 e123456 e3r4t5y6 eagle eagle1 eagles eagles1 eagles5
        easter eastside eastside1 easy123 eatme eatshit eatshit1 ebony1 eclipse eclipse1 ecuador eddie eddie1 edison
        eduard eduardo eduardo1 education edward edward1 edward123 edwards eeeeee eeyore eeyore1 eh1k9oh335 eight8
        eileen einstein ekaterina elaine elaine1 eldorado eleanor electra electric electro elefant elefante element
        element1 elena eleonora elephant elephant1 eleven eleven11 elijah elijah1 elisa elisabeth elizabeth elizabeth1
        elizabeth2 elizaveta ellie ellie1 elliot elliott elliott1 elmo123 elodie elvira elvis elvis1 emachines
        emachines1 email emanuel emanuele emerald emerald1 emerson emilia emiliano emilie emilio emily emily1 emily123
        eminem eminem1 eminem12 eminem123 emma emma123 emmanuel emmanuel1 emo123 emotional empire energy engineer
        england england1 english english1 enigma enrico enrique enrique1 enter enter1 enterprise entropy eqes606898
        eragon eric eric123 erica erica1 ericka ericsson erika erika1 ernest ernesto escape escorpion escort esmeralda
        esperanza esteban estelle esther esther1 estrela estrella estrella1 estrellita eternal eternity ethan ethan1
        etoile eugene eugene1 eunice eureka europa europe evanescence evangelion evelyn evelyn1 everest evergreen
        everton everton1 everything evgeniy evildick evite evolution evony1 evony192 excalibur exigent exodus explorer
        explorer1 express extreme extreme1 ezekiel f f00tball f123456 fabian fabio fabiola fabregas fabrice fabrizio
        fabulous facebook facebook1 faggot faggot1 faisal faith faith1 faith123 faithful faithful1 fake123 falcon
        falcon1 falcons falcons1 fallen fallen1 fallout fallout3 familia familia1 famille family family1 family12
        family123 family2 family3 family4 family5 family6 family7 familyguy familyguy1 famous famous1 fanfan fantasia
        fantastic fantasy fantasy1 farfalla farida farmer fart fashion fashion1 faster fatass fatass1 fatboy fatboy1
        fatcat fatcat1 father father1 fatima fatima1 fatman fatman1 fatty1 favour fearless feather february feder_1941
        federica federico felicia felicia1 felicidad felicidade felicity felipe felix felix1 fellow female fender
        fender1 fenerbahce ferari ferdinand fergie fernanda fernandez fernando fernando1 ferrari ferrari1 ferret ffffff
        fghtkm fgtkmcby ficken fiesta figaro fighter fighter1 filippo finalfantasy finance finger fire fireball
        fireball1 firebird firebird1 fireblade firefighter firefly firefly1 firefox fireman fireman1 fish fish123 fisher
        fisherman fishes fishing fishing1 fitness fktrcfylh fktrcfylhf fktrctq fktyrf flamengo flames flamingo flash
        flash1 flatron fletcher flipper flipper1 floppy florence florencia flores florian florida florida1 flower
        flower1 flower12 flower123 flower2 flowers flowers1 fluffy fluffy1 flyboy1 flyers flying fondoom foobar food
        football football! football09 football1 football10 football11 football12 football13 football14 football2
        football20 football21 football22 football23 football24 football3 football4 football5 football7 football8
        football9 ford fordf150 fordf250 forest forest1 forever forever1 forever2 forever21 forget forget1 forgot
        formula1 forrest fortuna fortune forzainter forzamilan forzaroma fossil foster fountain four20 foxpass foxtrot
        fqrg7cs493 fra france frances frances1 francesca francesco francine francis francis1 francisco francisco1 franck
        franco francois francy frank frank1 frank123 frankie frankie1 franklin franklin1 franky fre freak freak1 freaky
        freaky1 freckles freckles1 fred fred123 freddie freddie1 freddy freddy1 frederic frederick fredfred free free123
        freebird freedom freedom1 freedom2 freeman freeman1 freestyle freeway freeze112 french fresh1 friday friday1
        friday13 friend friend1 friendly friends friends! friends1 friends12 friends123 friends2 friends4 friendship
        friendster frog frogger frogger1 froggy froggy1 front242 frosty frosty1 fu7u4a#$$$ fuck fuck0ff fuck11 fuck12
        fuck123 fuck666 fuck69 fucker fucker1 fuckers fuckface fuckface1 fuckfuck fucking fucking1 fuckit fuckit1
        fucklove fucklove1 fuckme fuckme1 fuckme123 fuckme2 fuckme69 fuckoff fuckoff! fuckoff1 fuckoff2 fuckthis
        fuckthis1 fucku fucku1 fucku123 fucku2 fucky0u fuckyou fuckyou! fuckyou. fuckyou1 fuckyou11 fuckyou12 fuckyou123
        fuckyou13 fuckyou2 fuckyou22 fuckyou3 fuckyou4 fuckyou5 fuckyou6 fuckyou666 fuckyou69 fuckyou7 fuckyou8 fuk19600
        fuku00198 fullaccess fullmoon funky1 funny funny1 fusion fussball futbol futurama future future1 fuzzy1 fxzz75
        fxzz75yer fyfcnfcbz fylhtq fytxrf fyutkbyf g g-unit g12345 g123456 g13916055158 g9l2d1fzpy gabby gabby1 gabriel
        gabriel1 gabriel123 gabriela gabriela1 gabriele gabriella gabrielle gabrielle1 gagged galatasaray galaxy galina
        gambit gameboy gameboy1 gamecube gameover games games1 ganda gandako gandalf gandalf1 ganesh ganesha gangsta
        gangsta1 gangster gangster1 ganteng garbage garcia garcia1 garden garfield garfield1 garrett garrett1 gaston
        gateway gateway1 gatita gatito gator1 gators gators1 gaurav gavin1 gay123 gbpltw gegcbr geheim gemini gemini1
        general general1 genesis genesis1 genius geoffrey george george1 george123 georgia georgia1 georgie georgina
        gerald geraldine gerard gerard1 gerardo german germany germany1 geronimo gerrard gerrard8 gertrude getmoney
        getmoney1 gfhjkm gfhjkm1 gfhjkm123 gggg gggggg ghbdtn ghbdtnbr ghblehjr ghetto ghetto1 ghjcnj ghjcnjnfr ghost
        ghost1 ghostrider giacomo gianluca gianna gianni giants giants1 gibson gibson1 gidget giggles giggles1 gilbert
        gilbert1 gilles gillian ginger ginger1 ginger12 ginger123 giorgia giorgio giovanna giovanni giovanni1 giraffe
        girasole girl girl123 girlfriend girls girls1 giulia giuseppe gizmo gizmo1 gizmo123 gjkbyf gladiator gladys
        glamour glasgow glitter glitter1 global gloria gloria1 go2hell goblin goblue god god123 godbless goddess
        goddess1 godfather godfather1 godhelpme godis1 godisgood godisgood1 godisgreat godislove godislove1 godlovesme
        godofwar godsmack godzilla godzilla1 goforit gogogo gold goldberg golden golden1 goldeneye goldfish goldfish1
        goldie goldie1 golf golfcourse golfer golfer1 golfing gonzales gonzalez gonzalo goober goober1 good good123
        goodboy goodbye goodbye1 goodgirl goodlife goodluck goodman goodness goofy1 google google.com google1 google12
        google123 goose1 gordo1 gordon gordon1 gordon24 gorgeous gorgeous1 gorilla gorilla1 gotcha gotcha1 gothic
        gothic1 gotmilk gotohell grace grace1 grace123 gracie gracie1 graham granada grandkids grandma grandma1 grandpa
        grandpa1 granny granny1 grapes gratis great great1 greece green green1 green11 green12 green123 green13 green2
        green3 green7 greenbay greenday greenday1 greenday12 greeneyes greens greg gregor gregory gregory1 gremlin
        grenouille gretchen griffin griffin1 gringo grizzly grizzly1 groovy groupd2013 grover grumpy gsxr1000 gsxr600
        gsxr750 guadalupe guadalupe1 guardian guatemala gucci1 guerrero guess guest guigui guilherme guillaume guillermo
        guinness guinness1 guitar guitar1 guitarra gundam gunit gunit1 gunner gunner1 gunners gustavo gwapo gwerty
        gwerty123 gymnastics h h12345 h123456 h1xp2z2duk h2vwdubjx4 habibi hacker hacker1 haha haha12 haha123 hahaha
        hahaha1 hahahaha hailey hailey1 hakr haley1 halflife hallo hallo1 hallo123 halloween halloween1 halo halo123
        hamburg hamburger hamilton hamilton1 hamish hamlet hammer hammer1 hammers hamster hamster1 handball handsome
        handsome1 hanna hannah hannah01 hannah1 hannah11 hannah12 hannah123 hannah2 hannibal hanson hanuman happiness
        happiness1 happy happy1 happy12 happy123 happy2 happyday happydays hardcore hardcore1 hardrock hariom harley
        harley01 harley1 harley12 harley123 harmony harmony1 harold harold1 harper harriet harris harrison harrison1
        harry harry1 harry123 harrypotte harrypotter harvey harvey1 hassan hater1 haters1 hawaii hawaii1 hawaii50
        hawkeye hayabusa hayden hayden1 hayley hayley1 health heart heart1 hearts hearts1 heather heather1 heaven
        heaven1 heaven7 heckfy hector hector1 hedgehog hehehe heidi heidi1 heineken hejhej hejsan helen helen1 helena
        helene hell666 hellboy hellfire hello hello! hello. hello1 hello11 hello12 hello123 hello1234 hello2 hello3
        hello5 hello7 hello9 hellohello hellokitty helloo hellothere helloworld hellsing help helpme helpme1 hendrix
        hendrix1 henry henry1 henry14 hentai herbert herbie hercules hercules1 heritage herman hermes hermione hermosa
        hernandez hernandez1 heroes hershey hershey1 heslo hesoyam hey123 heyhey heyhey1 hfytnrb hg0209 hhhhhh hi hi1234
        hidden higgins highheel highland highlander hihihi hihihi1 hilary hilary1 hillary hilton hinata hiphop hiphop1
        history history1 history278 hithere hitler hitman hitman1 hjccbz hjvfirf hobbes hobbit hockey hockey1 hockey11
        hockey12 hogwarts hohoho hola hola123 holahola holden holden1 holiday holiday1 holla holla1 holland holland1
        hollie hollister hollister1 hollister2 holly holly1 holly123 hollywood hollywood1 holmes holyshit home home0401
        home123 home1234 homeboy homelesspa homer homer1 homework honda honda1 honda123 hondacivic honduras honduras1
        honest honesty honey honey1 honey123 honeybee honeyko hongkong hookem hooker hooligan hooters hooters1 hoover
        hope horizon hornet horny horny1 horse horse1 horses horses1 hospital hot hot123 hotboy hotboy1 hotdog hotdog1
        hotgirl hotgirl1 hotmail hotmail1 hotmama hotmama1 hotpink1 hotrod hotrod1 hotshot hotstuff hotstuff1 hottie
        hottie! hottie1 hottie101 hottie12 hottie123 hottie13 hottie2 hottie3 hotties hotty1 house house1 houses houston
        houston1 houston713 howard howard1 hubert hudson hughes huhbbhzu78 hummer hummer1 humtum hunter hunter01 hunter1
        hunter11 hunter12 hunter123 hunter2 hunting hunting1 hurley hurricane hurricane1 husband huskers huskers1
        hussain hustler hustler1 hyderabad hyundai i i23456 iamcool iamcool1 iamnumber1 iamthebest ibanez ibanez1
        ibrahim icarus icecream icecream1 icehouse iceman iceman1 ichigo ichliebedich id6c3wr6un idontcare idontknow
        idontknow1 idunno iforgot iforgot1 ig4abox4 ignacio igor iguana ihatethisgame ihateu ihateu1 ihateu2 ihateyou
        ihateyou1 ihateyou2 ijrjkfl il0vey0u il0veyou ilaria ilikepie ilikepie1 illinois illusion ilove ilove1 ilove123
        ilove69 ilovechris ilovegod ilovegod1 iloveher iloveher1 ilovehim ilovehim! ilovehim1 ilovehim2 ilovejesus
        ilovejusti iloveme iloveme! iloveme1 iloveme123 iloveme2 ilovemom ilovemom1 ilovemusic ilovemymom ilovemyself
        ilovepussy ilovesex iloveu iloveu! iloveu1 iloveu12 iloveu123 iloveu2 iloveyou iloveyou! iloveyou. iloveyou08
        iloveyou09 iloveyou1 iloveyou10 iloveyou11 iloveyou12 iloveyou123 iloveyou13 iloveyou14 iloveyou15 iloveyou2
        iloveyou21 iloveyou22 iloveyou23 iloveyou3 iloveyou4 iloveyou5 iloveyou6 iloveyou69 iloveyou7 iloveyou8
        iloveyou9 iluvme iluvu1 iluvu2 ily123 imagine imcool imcool1 imgay1 imissyou immortal imnumber1 impala imperial
        impossible incorrect incubus incubus1 india india1 india123 indian indian1 indiana indiana1 indians indigo
        indira indonesia indya123 inferno infiniti infinity info information ingrid inlove inlove1 innocent insane
        insane1 insanity insert inside inspiron integra inter interests international internet internet1 inuyasha
        inuyasha1 iphone ireland ireland1 irene irina irinka irish irish1 irishka irock1 ironmaiden ironman ironman1
        isaac isaac1 isabel isabel1 isabela isabella isabella1 isabelle isabelle1 isaiah isaiah1 island ismael ismail
        israel istanbul itachi italia italia1 italian italian1 italiano italien iubire ivan ivanov ivanova iverson
        iverson1 iverson3 iw14fi9j iw14fi9jxl j j12345 j123456 j123456789 j38ifubn jack jack12 jack123 jack1234 jackass
        jackass1 jackass2 jacket025 jackie jackie1 jackjack jackpot jackson jackson1 jackson5 jacob jacob1 jacob123
        jacobs jacqueline jacques jade jaden1 jaguar jaguar1 jaihanuman jaimatadi jajaja jakarta jakcgt333 jake jake12
        jake123 jakjak jamaica jamaica1 jamal1 james james007 james1 james12 james123 james2 james23 jamesbond
        jamesbond007 jamie jamie1 jamie123 jamila jamjam jane janelle janet janet1 janette janice janice1 janina janine
        janjan january january1 japan jared jared1 jasmin jasmin1 jasmine jasmine1 jasmine12 jasmine123 jasmine2 jason
        jason1 jason123 jasper jasper1 javier javier1 jay123 jayden jayden1 jayjay jayjay1 jayson jazmin jazmin1 jazmine
        jazmine1 jazz jazzy1 jean jeanette jeanne
        """#
}
