extension Vocabulary {
  /// French.
  static let french = """
    fr.stop
      <. |. |. |. |. | ! |... >
    fr.item!
      la <lampe|théière|écharpe|commode|montre|sacoche|couverture|guitare|bague|poupée|cocotte> | le
        <vase|tabouret|miroir|fauteuil|tapis|collier|moulin à café|tourne-disque|sac à dos|puzzle|cadre>
        | les <bottines|boucles d'oreilles|rideaux|assiettes>
    fr.city!
      Nantes | Lyon | Toulouse | Rennes | Grenoble | Lille | Dijon | Bordeaux | Strasbourg | Clermont
    fr.day
      lundi | mardi | mercredi | jeudi | vendredi | samedi
    fr.month
      janvier | février | mars | avril | juin | juillet | septembre | octobre | novembre
    fr.span
      {2-8} semaines | {3-25} jours | presque un mois | quinze jours | plus d'un mois | une éternité
    fr.open
      bonjour | bonsoir à tous | madame, monsieur | salut | je me permets de vous relancer | encore moi
        | bon, | rebonjour de {fr.city}
    fr.terse
      nul | en retard | trop cher | bof | lent | {2-5} sur 10 | ras le bol
    fr.glad
      parfait | très bien | rien à dire | correct | merci | {7-10} sur 10
    fr.more
      personne ne répond | j'ai relancé <deux|trois|six> fois | le formulaire plante à chaque envoi
      mon <voisin|beau-frère|banquier|mari> n'en revient pas
      ça fait {fr.span} que j'attends
      j'ai gardé toutes les captures d'écran
      la dame au téléphone était charmante mais impuissante
      avant, tout marchait sur des roulettes
      on devait me rappeler {fr.day}
      un simple courriel aurait suffi
      j'y ai laissé une matinée entière
    fr.aside
      il pleut sans arrêt à {fr.city}
      je vous écris du train, excusez les fautes
      mon chat dort sur le clavier
      je suis infirmière de nuit, donc joignable avant huit heures
      mon grand-père notait chaque sou dans un carnet noir
      au marché, le fromager fait crédit et personne ne triche
      la recette de ratatouille de la lettre d'information était délicieuse
    fr.close
      cordialement | merci d'avance | bien à vous, {name.fr} | dans l'attente de votre réponse |
        salutations de {fr.city} | bonne journée | bisous | à bon entendeur
    fr.payouts
      le versement de {fr.month} n'est toujours pas arrivé
      vous bloquez {60-900} euros sans la moindre explication
      je n'ai plus confiance dans vos dates de paiement
      j'ai vendu {fr.item} en {fr.month} et je n'ai rien touché
      ma banque ne voit aucun virement
      la confiance est rompue, chaque mois c'est plus tard
      je paie mon loyer avec cet argent
      mon solde est gelé depuis {fr.day}
      comment faire confiance à un calendrier qui change sans cesse ?
    fr.fraud
      un acheteur m'a arnaqué avec {fr.item}
      encore une arnaque, encore une fausse preuve de paiement
      on m'a renvoyé un carton rempli de <cailloux|journaux|sable>
      carte volée, et c'est moi qui perds
      ma boutique a été copiée, photos comprises
      j'ai peur d'expédier quoi que ce soit de cher
      les escrocs pullulent depuis {fr.month}
    fr.fees
      la commission mange toute la marge sur {fr.item}
      l'abonnement augmente et le site rame
      {19-80} euros par mois, pour quoi au juste ?
      les frais de port dépassent le prix de l'objet
    fr.prices
      {fr.fees}
    fr.listing
      mettre {fr.item} en ligne prend {8-50} minutes
      les photos refusent de se charger
      la recherche ne comprend pas les accents
      les filtres sautent dès qu'on revient en arrière
      la nouvelle interface est un dédale
    fr.search
      {fr.listing}
    fr.help
      le service client met {fr.span} à répondre
      quatre interlocuteurs, quatre versions
      ticket fermé sans solution
      on tourne en rond avec votre robot
    fr.sellerPraise
      je vends mieux qu'en boutique, ravie
      première commande le soir même, pour {fr.city}
      les clients sont adorables et les étiquettes sortent sans souci
      grâce à vous j'ai quitté mon bureau
    fr.late
      {fr.item} est arrivé avec {4-20} jours de retard
      je n'ai jamais reçu la commande {order}
      colis perdu quelque part vers {fr.city}
      livraison promise {fr.day}, toujours rien
      c'était un cadeau <d'anniversaire|de mariage|de Noël|de départ>, trop tard
      le livreur l'a jeté par-dessus la haie
      le suivi n'a pas bougé depuis {fr.span}
    fr.quality
      {fr.item} est fêlé
      rien à voir avec la photo
      ça sent le moisi
      cassé au bout de {2-9} jours
      finition bâclée, couture défaite
      plus petit que prévu
    fr.refunds
      où est le remboursement de la commande {order} ?
      j'ai renvoyé {fr.item}, toujours pas remboursé
      on me propose un avoir, je veux mes {15-300} euros
    fr.cheated
      {shop}, une arnaque, fuyez
      j'ai payé {fr.item} et reçu une enveloppe vide
      contrefaçon grossière chez {shop}
    fr.buyerPraise
      {fr.item} est encore plus beau en vrai
      emballage soigné, livraison rapide
      ma <mère|fille|belle-sœur|compagne> est aux anges
      je recommande les yeux fermés
      du vrai travail d'artisan
    fr.leaving
      nous déménageons à {fr.city}
      je prends ma retraite en {fr.month}
      j'ai retrouvé un emploi, plus une minute
      un bébé arrive en {fr.month}
      j'ouvre une vraie boutique à {fr.city}
      des soucis de santé, rien de grave
    fr.offTopic
      votre nouveau logo ressemble à une quenelle
      y a-t-il un parking à la rencontre de {fr.city} ?
      message destiné au plombier, pardon
      je cherchais seulement ma facture de {fr.month}
      vive les vacances
      le hérisson de la page d'accueil me fait rire
    """
}
