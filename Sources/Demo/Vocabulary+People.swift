extension Vocabulary {
  /// Names of people and shops, and who else is spoken of.
  static let people = """
    agent!
      Priya | Connor | Beatriz | Svetlana | Jamal | Oonagh | Dmitri | Fatima | Kieran | Lucinda | Rajesh
        | Mirela | Tobias | Chiamaka | Hamish | Noor | Elodie | Gareth | Yolanda | Stefan
    relative
      <my|our>
        <mum|dad|sister|brother|nan|grandson|niece|nephew|aunt|uncle|daughter|son|stepson|godmother|cousin|fiancé|wife|husband|flatmate|neighbour|boss|mother
        in law|landlady|best mate|choirmaster|dentist|hairdresser|vicar>
    occasion
      <my|our>
        <birthday|wedding|anniversary|graduation|housewarming|engagement|exhibition|holiday|leaving
        party> | {relative}'s <birthday|retirement do|christening|wedding|concert|bar mitzvah|baby
        shower|graduation> | christmas | diwali | eid | easter | thanksgiving | the <school
        play|funeral|village fair|first day of term>
    name.en
      {given.en} {family.en}
    given.en
      Alice | Ben | Chloe | Daniel | Ellie | Frank | Grace | Harry | Isla | Jack | Kate | Liam | Megan |
        Nathan | Olivia | Peter | Quentin | Ruth | Sam | Tessa | Ursula | Victor | Wendy | Xavier |
        Yasmin | Zach | Aisha | Bruce | Cora | Dexter | Esme | Felix | Georgia | Hugo | Imogen | Joel |
        Kofi | Lena | Marcus | Nadia
    family.en
      Abbott | Barker | Carver | Dalton | Ellis | Fletcher | Granger | Hobbs | Ingram | Jarvis | Kendall
        | Lawson | Mercer | Norton | Osborne | Palmer | Quigley | Rowe | Sutton | Thorne | Underhill |
        Vance | Whitaker | Yates | Okafor | Patel | Nguyen | Kowalski | Hughes | MacLeod | O'Brien |
        Khan | Freeman | Delgado | Washington | Brooks | Coleman | Reyes | Chen | Novak
    name.es
      <Lucía|Mateo|Carmen|Javier|Sofía|Pablo|Elena|Diego|Marta|Álvaro|Inés|Sergio|Rocío|Hugo|Nuria|Tomás>
        <García|Martínez|López|Sánchez|Romero|Navarro|Torres|Domínguez|Vázquez|Ramos|Gil|Serrano|Molina|Ortega>
    name.pt
      <Ana|João|Beatriz|Rafael|Larissa|Thiago|Camila|Bruno|Juliana|Felipe|Mariana|Caio|Letícia|Gustavo>
        <Silva|Souza|Oliveira|Pereira|Lima|Carvalho|Ferreira|Rocha|Alves|Barbosa|Nascimento|Teixeira|Moreira>
    name.fr
      <Camille|Antoine|Léa|Julien|Manon|Théo|Chloé|Mathieu|Élise|Baptiste|Clara|Romain|Inès|Olivier>
        <Martin|Bernard|Dubois|Moreau|Laurent|Lefèvre|Roux|Fournier|Girard|Mercier|Dupont|Lambert|Bonnet>
    name.de
      <Anna|Lukas|Lena|Jonas|Katrin|Felix|Greta|Matthias|Ulrike|Sebastian|Hanna|Jürgen|Sabine|Moritz>
        <Müller|Schmidt|Schneider|Fischer|Weber|Wagner|Becker|Hoffmann|Schäfer|Koch|Richter|Klein|Wolf|Neumann>
    name.ja
      <佐藤|鈴木|高橋|田中|伊藤|渡辺|山本|中村|小林|加藤|吉田|山田>
        <陽菜|蓮|結衣|大翔|美咲|悠斗|葵|颯太|さくら|健一|裕子|直樹>
    shop.en
      {shop.word} <& {shop.word}|{shop.kind}|{shop.kind}|{shop.kind}> | The {shop.word} {shop.kind} |
        {given.en}'s {shop.kind} | {family.en} <& {family.en}|{shop.kind}|Brothers|Trading>
    shop.es
      <Casa|Taller|Cerámica|Librería|Bazar> {family.es} | La {shop.word} | {shop.en}
    shop.pt
      <Loja|Ateliê|Livraria|Cerâmica|Empório> {family.pt} | {shop.en}
    shop.fr
      <Atelier|Maison|Librairie|Poterie|Galerie> {family.fr} | {shop.en}
    shop.de
      {family.de} <Handwerk|Keramik|Antiquitäten|Papierwaren|Möbel> | {shop.en}
    shop.ja
      {family.ja}<商店|工房|書店|陶器|雑貨店>
    shop.word
      Willow | Harbour | Copper | Thistle | Lantern | Juniper | Saltmarsh | Foxglove | Meadow | Cobalt |
        Bramble | Anchor | Sparrow | Marigold | Flint | Heron | Clover | Ember | Driftwood | Rowan |
        Button | Magpie | Fennel | Quarry | Larkspur | Pebble | Orchard | Tinder | Saffron | Moth |
        Velvet | Acorn | Northgate | Bluebell | Ironbridge | Wren
    shop.kind
      Goods | Supply | Workshop | Pottery | Prints | Antiques | Vintage | Studio | Leather | Textiles |
        Records | Books | Crafts | Home | Outfitters | Emporium | Curios | Cycles | Jewellery | Toys
    family.es
      García | Romero | Navarro | Torres | Molina | Serrano
    family.fr
      Moreau | Laurent | Girard | Mercier | Bonnet
    family.de
      Schneider | Weber | Hoffmann | Richter | Neumann
    family.ja
      佐藤 | 高橋 | 渡辺 | 小林
    family.pt
      Lima | Rocha | Alves | Moreira
    """
}
