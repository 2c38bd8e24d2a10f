extension Vocabulary {
  /// Spanish.
  static let spanish = """
    es.stop
      <. |. |. |. |. |! |... >
    es.item!
      la
        <lámpara|cazuela|bufanda|mochila|tetera|mecedora|cámara|alfombra|manta|pulsera|guitarra|chaqueta>
        | el <jarrón|reloj|espejo|taburete|tocadiscos|bolso|cuadro|cojín|molinillo|anillo|tablero de
        ajedrez|ukelele> | los <pendientes|botines|auriculares|guantes>
    es.city!
      Sevilla | Bilbao | Valencia | Zaragoza | Málaga | Vigo | Granada | Murcia | Oviedo
    es.day
      lunes | martes | miércoles | jueves | viernes | sábado
    es.month
      enero | febrero | marzo | abril | mayo | junio | septiembre | octubre | noviembre
    es.span
      {2-9} semanas | {3-25} días | casi un mes | quince días | más de un mes | una eternidad
    es.open
      <buenos días|buenas tardes|hola|hola, equipo|estimados señores|perdonen la insistencia|a ver> |
        vuelvo a escribir desde {es.city} | les cuento lo que pasa
    es.terse
      mal | tarde, como siempre | regular | un desastre | lento | caro | sin comentarios | {2-5} de 10
    es.glad
      muy bien | todo correcto | gracias | me encanta | sin quejas | {7-10} de 10
    es.more
      nadie contesta | llevo {es.span} esperando | ya lo he reclamado <dos|tres|cuatro> veces | en la
        sucursal de {es.city} tampoco saben nada
      mi <hermana|cuñado|abuela|vecina|socio> me dijo que era normal, yo no lo veo así
      el formulario <se cuelga|no carga|da error> siempre en la misma página
      antes esto funcionaba de maravilla
      tengo capturas de pantalla de todo
      me respondió una tal Beatriz, muy amable, pero sin solución
      no pido la luna
      el {es.day} me prometieron una llamada
      he perdido media mañana con este asunto
      con lo fácil que sería avisar
    es.aside
      aquí en {es.city} hace un calor insoportable
      por cierto, la receta de gazpacho del boletín estaba buenísima
      perdón por las faltas, escribo con guantes
      mi perro ladra cada vez que suena el timbre y no era nadie
      trabajo de noche en un hospital y duermo cuando puedo
      mi abuelo apuntaba cada peseta en una libreta y jamás se equivocó
      en el mercado del barrio el pescadero fía y cobra el {es.day}
      ayer ganó el Betis, algo es algo
    es.close
      un saludo | gracias de antemano | espero respuesta | saludos desde {es.city} | a ver si esta vez |
        atentamente, {name.es} | besos | quedo a la espera | feliz {es.day}
    es.payouts
      el <pago|ingreso> de {es.month} no ha llegado todavía
      me retienen {50-900} euros sin ninguna explicación
      ya no me fío de las fechas de cobro que publican
      he perdido la confianza, cada mes cobro más tarde
      vendí {es.item} en {es.month} y sigo sin ver el dinero
      el banco dice que ustedes no han enviado nada
      ¿cuándo piensan pagarme lo de {es.month}?
      dependo de esa transferencia para pagar el alquiler
      el saldo aparece bloqueado desde el {es.day}
      sin confianza en los pagos no puedo seguir vendiendo aquí
    es.fraud
      un comprador me ha estafado con {es.item}
      otra estafa, otro justificante de pago falso
      me devolvieron una caja llena de <piedras|periódicos|arena> en lugar de {es.item}
      tengo miedo a los fraudes, cada semana hay un intento
      copiaron mis fotos y montaron una tienda falsa
      tarjeta robada, y la pérdida para mí
      siempre dan la razón al timador
      denuncié en la comisaría de {es.city} y se encogieron de hombros
    es.fees
      las comisiones son abusivas para {es.item}
      subieron la cuota sin avisar y encima va lento
      me sale más barato un puesto en el rastro de {es.city}
      pago {19-80} euros al mes y no sé muy bien por qué
      entre envío e impuestos no queda margen
    es.listing
      subir un anuncio me lleva {8-50} minutos
      la aplicación se cierra al añadir la foto de {es.item}
      no encuentro cómo cambiar el precio sin empezar de cero
      el buscador no entiende las tildes
      los filtros se borran al volver atrás
      la nueva versión es un laberinto
    es.search
      {es.listing}
    es.prices
      {es.fees}
    es.help
      el servicio de atención tarda {es.span} en contestar
      hablé con cuatro personas distintas y cada una me dijo otra cosa
      el robot del chat me ofreció un artículo sobre papel de regalo
      cerraron mi consulta sin resolverla
    es.sellerPraise
      vendo más que nunca, encantada con la plataforma
      gracias a esta web pude dejar la oficina
      los compradores son un cielo y las etiquetas salen a la primera
      monté mi tiendecita en una tarde y ya tengo clientas fijas en {es.city}
      muy contento, sencillo y sin sorpresas
    es.late
      {es.item} llegó con {4-20} días de retraso
      todavía no he recibido {es.item}
      no recibí el pedido {order}, y el repartidor dice que sí
      el paquete lleva {es.span} dando vueltas por {es.city}
      prometieron entrega el {es.day} y nada de nada
      era un regalo de <cumpleaños|boda|comunión|Reyes> y llegó después
      el mensajero lo dejó bajo la lluvia, junto a la basura
      el seguimiento no se mueve desde {es.month}
    es.quality
      {es.item} vino con una grieta
      no se parece en nada a la foto
      el color es otro y huele a humedad
      se rompió al segundo uso
      la costura estaba deshecha
      muy bonito por fuera, muy endeble por dentro
    es.refunds
      espero el reembolso del pedido {order} desde {es.month}
      devolví {es.item} y no me devuelven el dinero
      me ofrecen un vale, yo quiero mis {15-300} euros
      dicen que ya abonaron, mi banco dice que no
    es.cheated
      {shop} es una estafa, no compren
      pagué {es.item} y me mandaron un sobre vacío
      falsificación descarada, aléjense de {shop}
    es.buyerPraise
      {es.item} es todavía más bonito al natural
      llegó antes de lo previsto y envuelto con mimo
      un acierto, a mi <madre|suegra|hija|pareja> le ha encantado
      repetiré seguro
      artesanía de verdad, se nota en cada detalle
      relación calidad precio inmejorable
    es.leaving
      nos mudamos a {es.city} y cierro una etapa
      me jubilo en {es.month}, ya tocaba
      he encontrado trabajo y no me quedan horas
      mi madre está enferma y me necesita
      estamos esperando un bebé
      abro una tienda física en {es.city}
    es.offTopic
      ¿alguien sabe si hay aparcamiento en el encuentro de {es.city}?
      el nuevo logotipo parece una croqueta
      esto iba para el fontanero, perdón
      mi gato ha contestado la primera pregunta
      bonitas fotos de la fiesta
      solo entré a buscar una factura de {es.month}
    """
}
