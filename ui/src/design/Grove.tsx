// Owns the bamboo grove beside the welcome and the empty start. Refuses meaning: it is decoration.
/** Wide, for the empty start. */
export function Grove() {
  return (
    <svg className="grove" viewBox="0 0 620 560" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect width="620" height="560" fill="#eef3dc"/>
      <circle cx="384.4" cy="168" r="62" fill="#f3cd78"/>
      <path d="M0 324.8C124 280 235.6 302.4 341 291.2S527 257.6 620 280V560H0Z" fill="#d7e3b7"/>
      <path d="M0 392C155 347.2 279 386.4 403 369.6S558 336 620 358.4V560H0Z" fill="#b9d090"/>
      <rect x="24.8" y="402" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="21.8" y="514" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="24.8" y="284" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="21.8" y="396" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="24.8" y="166" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="21.8" y="278" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="24.8" y="48" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="21.8" y="160" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="24.8" y="-70" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="21.8" y="42" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="24.8" y="-188" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="21.8" y="-76" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="99.2" y="434" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="96.2" y="546" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="99.2" y="316" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="96.2" y="428" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="99.2" y="198" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="96.2" y="310" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="99.2" y="80" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="96.2" y="192" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="99.2" y="-38" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="96.2" y="74" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="99.2" y="-156" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="96.2" y="-44" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="533.2" y="382" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="530.2" y="494" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="533.2" y="264" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="530.2" y="376" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="533.2" y="146" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="530.2" y="258" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="533.2" y="28" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="530.2" y="140" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="533.2" y="-90" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="530.2" y="22" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="533.2" y="-208" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="530.2" y="-96" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="589" y="422" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="586" y="534" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="589" y="304" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="586" y="416" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="589" y="186" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="586" y="298" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="589" y="68" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="586" y="180" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="589" y="-50" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="586" y="62" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="589" y="-168" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="586" y="-56" width="30" height="7" rx="3.5" fill="#6f9f4d"/>
      <path transform="translate(142.6 112) rotate(14) scale(1.05)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#2a602f"/>
      <path transform="translate(142.6 112) rotate(-26) scale(0.85)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#578a38"/>
      <path transform="translate(142.6 235.2) rotate(24) scale(0.8)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#3c7436"/>
      <path transform="translate(533.2 134.4) rotate(200) scale(1.05)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#39702f"/>
      <path transform="translate(533.2 134.4) rotate(164) scale(0.8)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#6b9d47"/>
      <path transform="translate(533.2 280) rotate(206) scale(0.7)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#2a602f"/>
      <path d="M0 504C186 484.4 434 492.8 620 487.2V560H0Z" fill="#d9c391"/>
      <g transform="translate(260.4 506.8) scale(1.15)"><path d="M-38 0C-38-62-18-118 0-156C18-118 38-62 38 0Z" fill="#a3ca7c"/>
      <path d="M0-156C9-138 18-116 25-92C14-104-2-106-18-100C-14-120-7-140 0-156Z" fill="#578a38"/>
      <path d="M38 0C38-38 32-70 22-100C14-62-8-40-20 0Z" fill="#7fae56"/>
      <path d="M-38 0C-38-34-34-58-26-82C-14-52 14-40 20 0Z" fill="#2a602f"/>
      <path d="M38 0C38-16 36-30 33-44C24-26 6-20 2 0Z" fill="#d2b06c"/>
      <path d="M-38 0C-38-12-37-22-35-32C-26-20-12-14-8 0Z" fill="#b98d45"/>
      </g>
      <g transform="translate(378.2 509.6) scale(0.78)"><path d="M-38 0C-38-62-18-118 0-156C18-118 38-62 38 0Z" fill="#a3ca7c"/>
      <path d="M0-156C9-138 18-116 25-92C14-104-2-106-18-100C-14-120-7-140 0-156Z" fill="#578a38"/>
      <path d="M38 0C38-38 32-70 22-100C14-62-8-40-20 0Z" fill="#7fae56"/>
      <path d="M-38 0C-38-34-34-58-26-82C-14-52 14-40 20 0Z" fill="#2a602f"/>
      <path d="M38 0C38-16 36-30 33-44C24-26 6-20 2 0Z" fill="#d2b06c"/>
      <path d="M-38 0C-38-12-37-22-35-32C-26-20-12-14-8 0Z" fill="#b98d45"/>
      </g>
      <g transform="translate(452.6 506.8) scale(0.46)"><path d="M-38 0C-38-62-18-118 0-156C18-118 38-62 38 0Z" fill="#a3ca7c"/>
      <path d="M0-156C9-138 18-116 25-92C14-104-2-106-18-100C-14-120-7-140 0-156Z" fill="#578a38"/>
      <path d="M38 0C38-38 32-70 22-100C14-62-8-40-20 0Z" fill="#7fae56"/>
      <path d="M-38 0C-38-34-34-58-26-82C-14-52 14-40 20 0Z" fill="#2a602f"/>
      <path d="M38 0C38-16 36-30 33-44C24-26 6-20 2 0Z" fill="#d2b06c"/>
      <path d="M-38 0C-38-12-37-22-35-32C-26-20-12-14-8 0Z" fill="#b98d45"/>
      </g><path d="M0 532C186 512.4 434 526.4 620 515.2V560H0Z" fill="#c7ad74"/>
    </svg>
  );
}

/** Tall, for the first minute. */
export function GroveTall() {
  return (
    <svg className="grove" viewBox="0 0 460 800" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect width="460" height="800" fill="#eef3dc"/>
      <circle cx="285.2" cy="240" r="62" fill="#f3cd78"/>
      <path d="M0 464.0C92 400 174.8 432 253.0 416S391 368 460 400V800H0Z" fill="#d7e3b7"/>
      <path d="M0 560C115 496 207 552 299 528S414 480 460 512V800H0Z" fill="#b9d090"/>
      <rect x="18.4" y="642" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="15.4" y="754" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="18.4" y="524" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="15.4" y="636" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="18.4" y="406" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="15.4" y="518" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="18.4" y="288" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="15.4" y="400" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="18.4" y="170" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="15.4" y="282" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="18.4" y="52" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="15.4" y="164" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="18.4" y="-66" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="15.4" y="46" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="18.4" y="-184" width="26" height="114" rx="5" fill="#8db768" />
      <rect x="15.4" y="-72" width="32" height="7" rx="3.5" fill="#5f9040" />
      <rect x="73.6" y="674" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="70.6" y="786" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="73.6" y="556" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="70.6" y="668" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="73.6" y="438" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="70.6" y="550" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="73.6" y="320" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="70.6" y="432" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="73.6" y="202" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="70.6" y="314" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="73.6" y="84" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="70.6" y="196" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="73.6" y="-34" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="70.6" y="78" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="73.6" y="-152" width="38" height="114" rx="5" fill="#578a38" />
      <rect x="70.6" y="-40" width="44" height="7" rx="3.5" fill="#2a602f" />
      <rect x="395.6" y="622" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="392.6" y="734" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="395.6" y="504" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="392.6" y="616" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="395.6" y="386" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="392.6" y="498" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="395.6" y="268" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="392.6" y="380" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="395.6" y="150" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="392.6" y="262" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="395.6" y="32" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="392.6" y="144" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="395.6" y="-86" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="392.6" y="26" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="395.6" y="-204" width="34" height="114" rx="5" fill="#6b9d47" />
      <rect x="392.6" y="-92" width="40" height="7" rx="3.5" fill="#39702f" />
      <rect x="437" y="662" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="434" y="774" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="437" y="544" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="434" y="656" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="437" y="426" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="434" y="538" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="437" y="308" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="434" y="420" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="437" y="190" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="434" y="302" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="437" y="72" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="434" y="184" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="437" y="-46" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="434" y="66" width="30" height="7" rx="3.5" fill="#6f9f4d" />
      <rect x="437" y="-164" width="24" height="114" rx="5" fill="#a3c480" />
      <rect x="434" y="-52" width="30" height="7" rx="3.5" fill="#6f9f4d"/>
      <path transform="translate(105.8 160) rotate(14) scale(1.05)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#2a602f"/>
      <path transform="translate(105.8 160) rotate(-26) scale(0.85)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#578a38"/>
      <path transform="translate(105.8 336) rotate(24) scale(0.8)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#3c7436"/>
      <path transform="translate(395.6 192) rotate(200) scale(1.05)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#39702f"/>
      <path transform="translate(395.6 192) rotate(164) scale(0.8)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#6b9d47"/>
      <path transform="translate(395.6 400) rotate(206) scale(0.7)" d="M0 0C18-12 48-13 74 2C50 12 18 12 0 0Z" fill="#2a602f"/>
      <path d="M0 720C138 692 322 704 460 696V800H0Z" fill="#d9c391"/>
      <g transform="translate(193.2 724) scale(1.15)"><path d="M-38 0C-38-62-18-118 0-156C18-118 38-62 38 0Z" fill="#a3ca7c"/>
      <path d="M0-156C9-138 18-116 25-92C14-104-2-106-18-100C-14-120-7-140 0-156Z" fill="#578a38"/>
      <path d="M38 0C38-38 32-70 22-100C14-62-8-40-20 0Z" fill="#7fae56"/>
      <path d="M-38 0C-38-34-34-58-26-82C-14-52 14-40 20 0Z" fill="#2a602f"/>
      <path d="M38 0C38-16 36-30 33-44C24-26 6-20 2 0Z" fill="#d2b06c"/>
      <path d="M-38 0C-38-12-37-22-35-32C-26-20-12-14-8 0Z" fill="#b98d45"/>
      </g>
      <g transform="translate(280.6 728) scale(0.78)"><path d="M-38 0C-38-62-18-118 0-156C18-118 38-62 38 0Z" fill="#a3ca7c"/>
      <path d="M0-156C9-138 18-116 25-92C14-104-2-106-18-100C-14-120-7-140 0-156Z" fill="#578a38"/>
      <path d="M38 0C38-38 32-70 22-100C14-62-8-40-20 0Z" fill="#7fae56"/>
      <path d="M-38 0C-38-34-34-58-26-82C-14-52 14-40 20 0Z" fill="#2a602f"/>
      <path d="M38 0C38-16 36-30 33-44C24-26 6-20 2 0Z" fill="#d2b06c"/>
      <path d="M-38 0C-38-12-37-22-35-32C-26-20-12-14-8 0Z" fill="#b98d45"/>
      </g>
      <g transform="translate(335.8 724) scale(0.46)"><path d="M-38 0C-38-62-18-118 0-156C18-118 38-62 38 0Z" fill="#a3ca7c"/>
      <path d="M0-156C9-138 18-116 25-92C14-104-2-106-18-100C-14-120-7-140 0-156Z" fill="#578a38"/>
      <path d="M38 0C38-38 32-70 22-100C14-62-8-40-20 0Z" fill="#7fae56"/>
      <path d="M-38 0C-38-34-34-58-26-82C-14-52 14-40 20 0Z" fill="#2a602f"/>
      <path d="M38 0C38-16 36-30 33-44C24-26 6-20 2 0Z" fill="#d2b06c"/>
      <path d="M-38 0C-38-12-37-22-35-32C-26-20-12-14-8 0Z" fill="#b98d45"/>
      </g><path d="M0 760C138 732 322 752 460 736V800H0Z" fill="#c7ad74"/>
    </svg>
  );
}
