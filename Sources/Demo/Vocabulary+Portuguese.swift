extension Vocabulary {
  /// Portuguese, as in Brazil.
  static let portuguese = """
    pt.stop
      <. |. |. |. |. |! |... >
    pt.item!
      a <luminária|panela de
        barro|mochila|rede|bolsa|cafeteira|manta|pulseira|poltrona|camiseta|vitrola> | o
        <vaso|relógio|espelho|violão|tapete|quadro|liquidificador|anel|fone|casaco|cavaquinho> | os
        <brincos|tênis|óculos>
    pt.city!
      Recife | Curitiba | Salvador | Manaus | Fortaleza | Goiânia | Florianópolis | Belém | Campinas |
        Niterói
    pt.day
      segunda | terça | quarta | quinta | sexta | sábado
    pt.month
      janeiro | fevereiro | março | abril | maio | junho | agosto | setembro | outubro
    pt.span
      {2-8} semanas | {3-25} dias | quase um mês | quinze dias | mais de um mês | uma vida
    pt.open
      oi, tudo bem? | bom dia | boa tarde, pessoal | olá | gente, | prezados | então, | escrevo de novo
        de {pt.city} | desculpa incomodar
    pt.terse
      péssimo | atrasou | caro demais | lento | nota {2-5} | sem comentários | mais ou menos
    pt.glad
      ótimo | tudo certo | amei | muito bom | chegou, obrigada | nota {7-10}
    pt.more
      ninguém responde | já abri <dois|três|cinco> chamados | o aplicativo trava na última tela
      meu <cunhado|primo|vizinho|sogro> disse que com ele foi igual
      faz {pt.span} que espero
      tenho todos os comprovantes guardados
      a moça do atendimento foi um amor, mas não resolveu
      antigamente funcionava direitinho
      ficaram de ligar na {pt.day}
      não custava avisar
      perdi a manhã inteira nisso
      moro em {pt.city}, não na lua
    pt.aside
      aqui em {pt.city} está chovendo há uma semana
      desculpa os erros, estou no ônibus
      meu cachorro comeu a caixa, literalmente
      dou aula de capoeira à noite, então só consigo ligar cedo
      minha avó vendia cocada fiado e sempre recebeu no dia
      a foto da festa junina de vocês ficou linda
      o Flamengo perdeu, já estou de mau humor
    pt.close
      obrigado | obrigada desde já | aguardo retorno | abraço de {pt.city} | atenciosamente, {name.pt} |
        beijos | valeu | até mais | fico no aguardo
    pt.payouts
      o repasse de {pt.month} ainda não caiu
      estão segurando {90-900} reais meus sem motivo
      perdi a confiança nas datas de pagamento
      não confio mais, todo mês atrasa
      vendi {pt.item} em {pt.month} e cadê o dinheiro?
      o banco confirma que nada foi transferido
      pago aluguel com isso, entendem?
      meu saldo está bloqueado desde {pt.day}
      sem confiança não dá para continuar vendendo aqui
      a transferência veio faltando {20-300} reais
    pt.fraud
      caí num golpe, o comprador sumiu com {pt.item}
      comprovante de pix falso, de novo
      golpistas todo dia na minha caixa de mensagens
      me devolveram uma caixa com <tijolo|jornal velho|pedra>
      fraude no cartão e o prejuízo ficou comigo
      clonaram a minha loja com as minhas fotos
      tenho medo de enviar qualquer coisa cara
    pt.fees
      a taxa comeu o lucro de {pt.item}
      aumentaram a mensalidade e o sistema ficou lento
      pago {19-90} reais por mês e recebo pouco em troca
      o frete custa mais que o produto
      na feira de {pt.city} ganho mais
    pt.prices
      {pt.fees}
    pt.listing
      cadastrar {pt.item} leva {8-50} minutos
      as fotos não sobem pelo celular
      a busca não acha nada com acento
      o filtro some quando volto a página
      a atualização deixou tudo escondido
    pt.search
      {pt.listing}
    pt.help
      o atendimento demora {pt.span} para responder
      falei com quatro atendentes, quatro respostas
      encerraram meu chamado sem resolver
      só robô, nunca gente
    pt.sellerPraise
      vendo bem, plataforma excelente
      larguei o emprego no escritório graças à lojinha
      as etiquetas saem na hora e os clientes são uns amores
      primeira venda no mesmo dia, para {pt.city}
      continuem assim
    pt.late
      {pt.item} chegou com {4-20} dias de atraso
      não recebi o pedido {order}
      ainda não recebi {pt.item}, e o site diz entregue
      a encomenda está parada em {pt.city} há {pt.span}
      prometeram para {pt.day} e nada
      era presente de <aniversário|casamento|formatura|Natal> e passou a data
      o entregador deixou na chuva
      o rastreio não anda desde {pt.month}
    pt.quality
      {pt.item} veio com defeito
      a cor não é a da foto
      quebrou no segundo dia
      cheiro forte de mofo
      acabamento fraco, costura solta
      menor do que parecia
    pt.refunds
      cadê o reembolso do pedido {order}?
      devolvi {pt.item} e não estornaram
      querem me dar um vale, quero o dinheiro
      dizem que estornaram, o cartão diz que não
    pt.cheated
      {shop} é golpe, não comprem
      paguei {pt.item} e recebi um envelope vazio
      produto falso, fujam da {shop}
    pt.buyerPraise
      {pt.item} é ainda mais lindo ao vivo
      chegou antes do prazo e embalado com carinho
      minha <mãe|filha|namorada|sogra> adorou
      vou comprar de novo com certeza
      artesanato de verdade, capricho em tudo
      nota mil
    pt.leaving
      vamos mudar para {pt.city}
      me aposento em {pt.month}
      passei num concurso e não sobra tempo
      minha mãe adoeceu e precisa de mim
      o bebê nasce em {pt.month}
      abri um ponto físico em {pt.city}
    pt.offTopic
      o logo novo parece uma coxinha
      alguém sabe se tem estacionamento no encontro de {pt.city}?
      mandei para a conversa errada, era para o encanador
      só vim buscar a nota de {pt.month}
      que calor, meu Deus
      a receita de moqueca do boletim ficou maravilhosa
    """
}
