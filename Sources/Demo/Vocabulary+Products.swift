extension Vocabulary {
  static let products = """
    item!
      ceramic teapot | wool blanket | oak stool | vintage camera | brass lamp
    shop.name
      <Willow|Harbour|Copper> <& Thread|Goods|Supply>
    name.en
      <Ana|Tom|Marie|Yuki> <Silva|Brown|Petit|Sato>
    name.es
      <Ana|Tom|Marie|Yuki> <Silva|Brown|Petit|Sato>
    name.pt
      <Ana|Tom|Marie|Yuki> <Silva|Brown|Petit|Sato>
    name.fr
      <Ana|Tom|Marie|Yuki> <Silva|Brown|Petit|Sato>
    name.de
      <Ana|Tom|Marie|Yuki> <Silva|Brown|Petit|Sato>
    name.ja
      <Ana|Tom|Marie|Yuki> <Silva|Brown|Petit|Sato>
    payouts.say
      my payout is late again|the {item} money is still being held|payouts take {3-30} days now
    payouts.more
      my payout is late again|the {item} money is still being held|payouts take {3-30} days now
    payouts.terse
      my payout is late again
    es.payouts
      no recibi {item}, {2-9} dias
    pt.payouts
      no recibi {item}, {2-9} dias
    fr.payouts
      no recibi {item}, {2-9} dias
    de.payouts
      no recibi {item}, {2-9} dias
    ja.payouts
      no recibi {item}, {2-9} dias
    fraud.say
      a buyer ran a scam on me with the {item}|another fraud attempt this week, fake payment for a {item}
    fraud.more
      a buyer ran a scam on me with the {item}|another fraud attempt this week, fake payment for a {item}
    fraud.terse
      a buyer ran a scam on me with the {item}
    es.fraud
      no recibi {item}, {2-9} dias
    pt.fraud
      no recibi {item}, {2-9} dias
    fr.fraud
      no recibi {item}, {2-9} dias
    de.fraud
      no recibi {item}, {2-9} dias
    ja.fraud
      no recibi {item}, {2-9} dias
    fees.say
      the fees are too high for a {item}|price went up and it is slow
    fees.more
      the fees are too high for a {item}|price went up and it is slow
    fees.terse
      the fees are too high for a {item}
    es.fees
      no recibi {item}, {2-9} dias
    pt.fees
      no recibi {item}, {2-9} dias
    fr.fees
      no recibi {item}, {2-9} dias
    de.fees
      no recibi {item}, {2-9} dias
    ja.fees
      no recibi {item}, {2-9} dias
    listing.say
      listing a {item} takes {3-40} minutes, the price field is slow
    listing.more
      listing a {item} takes {3-40} minutes, the price field is slow
    listing.terse
      listing a {item} takes {3-40} minutes, the price field is slow
    es.listing
      no recibi {item}, {2-9} dias
    pt.listing
      no recibi {item}, {2-9} dias
    fr.listing
      no recibi {item}, {2-9} dias
    de.listing
      no recibi {item}, {2-9} dias
    ja.listing
      no recibi {item}, {2-9} dias
    help.say
      customer service took {2-9} days
    help.more
      customer service took {2-9} days
    help.terse
      customer service took {2-9} days
    es.help
      no recibi {item}, {2-9} dias
    pt.help
      no recibi {item}, {2-9} dias
    fr.help
      no recibi {item}, {2-9} dias
    de.help
      no recibi {item}, {2-9} dias
    ja.help
      no recibi {item}, {2-9} dias
    sellerPraise.say
      love selling my {item} here
    sellerPraise.more
      love selling my {item} here
    sellerPraise.terse
      love selling my {item} here
    es.sellerPraise
      no recibi {item}, {2-9} dias
    pt.sellerPraise
      no recibi {item}, {2-9} dias
    fr.sellerPraise
      no recibi {item}, {2-9} dias
    de.sellerPraise
      no recibi {item}, {2-9} dias
    ja.sellerPraise
      no recibi {item}, {2-9} dias
    late.say
      late delivery of my {item} again|the {item} came {3-20} days late
    late.more
      late delivery of my {item} again|the {item} came {3-20} days late
    late.terse
      late delivery of my {item} again
    es.late
      no recibi {item}, {2-9} dias
    pt.late
      no recibi {item}, {2-9} dias
    fr.late
      no recibi {item}, {2-9} dias
    de.late
      no recibi {item}, {2-9} dias
    ja.late
      no recibi {item}, {2-9} dias
    quality.say
      the {item} was broken
    quality.more
      the {item} was broken
    quality.terse
      the {item} was broken
    es.quality
      no recibi {item}, {2-9} dias
    pt.quality
      no recibi {item}, {2-9} dias
    fr.quality
      no recibi {item}, {2-9} dias
    de.quality
      no recibi {item}, {2-9} dias
    ja.quality
      no recibi {item}, {2-9} dias
    refunds.say
      still no refund for order {order}
    refunds.more
      still no refund for order {order}
    refunds.terse
      still no refund for order {order}
    es.refunds
      no recibi {item}, {2-9} dias
    pt.refunds
      no recibi {item}, {2-9} dias
    fr.refunds
      no recibi {item}, {2-9} dias
    de.refunds
      no recibi {item}, {2-9} dias
    ja.refunds
      no recibi {item}, {2-9} dias
    cheated.say
      {shop} is a scam, total rip off
    cheated.more
      {shop} is a scam, total rip off
    cheated.terse
      {shop} is a scam, total rip off
    es.cheated
      no recibi {item}, {2-9} dias
    pt.cheated
      no recibi {item}, {2-9} dias
    fr.cheated
      no recibi {item}, {2-9} dias
    de.cheated
      no recibi {item}, {2-9} dias
    ja.cheated
      no recibi {item}, {2-9} dias
    search.say
      search never finds a {item}
    search.more
      search never finds a {item}
    search.terse
      search never finds a {item}
    es.search
      no recibi {item}, {2-9} dias
    pt.search
      no recibi {item}, {2-9} dias
    fr.search
      no recibi {item}, {2-9} dias
    de.search
      no recibi {item}, {2-9} dias
    ja.search
      no recibi {item}, {2-9} dias
    prices.say
      the {item} is too expensive
    prices.more
      the {item} is too expensive
    prices.terse
      the {item} is too expensive
    es.prices
      no recibi {item}, {2-9} dias
    pt.prices
      no recibi {item}, {2-9} dias
    fr.prices
      no recibi {item}, {2-9} dias
    de.prices
      no recibi {item}, {2-9} dias
    ja.prices
      no recibi {item}, {2-9} dias
    buyerPraise.say
      lovely {item}, thanks
    buyerPraise.more
      lovely {item}, thanks
    buyerPraise.terse
      lovely {item}, thanks
    es.buyerPraise
      no recibi {item}, {2-9} dias
    pt.buyerPraise
      no recibi {item}, {2-9} dias
    fr.buyerPraise
      no recibi {item}, {2-9} dias
    de.buyerPraise
      no recibi {item}, {2-9} dias
    ja.buyerPraise
      no recibi {item}, {2-9} dias
    leaving.say
      we are moving to {2-9} Mill Lane and closing the shop
    leaving.more
      we are moving to {2-9} Mill Lane and closing the shop
    leaving.terse
      we are moving to {2-9} Mill Lane and closing the shop
    es.leaving
      no recibi {item}, {2-9} dias
    pt.leaving
      no recibi {item}, {2-9} dias
    fr.leaving
      no recibi {item}, {2-9} dias
    de.leaving
      no recibi {item}, {2-9} dias
    ja.leaving
      no recibi {item}, {2-9} dias
    offTopic.say
      does anybody know the football score, {1-5} to {1-5}?
    offTopic.more
      does anybody know the football score, {1-5} to {1-5}?
    offTopic.terse
      does anybody know the football score, {1-5} to {1-5}?
    es.offTopic
      no recibi {item}, {2-9} dias
    pt.offTopic
      no recibi {item}, {2-9} dias
    fr.offTopic
      no recibi {item}, {2-9} dias
    de.offTopic
      no recibi {item}, {2-9} dias
    ja.offTopic
      no recibi {item}, {2-9} dias
    payouts.trust
      I no longer trust you with {item} money
    fraud.trust
      I no longer trust you with {item} money
    """
}
