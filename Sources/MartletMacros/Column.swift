public import MartletPayload

/// Names the column of a property of a struct with `@Record`, where it is not the property's name in snake case.
///
/// `@Column` takes what `columns.read` takes.
@attached(peer)
public macro Column(_ name: StaticString) = #externalMacro(module: "MartletMacrosPlugin", type: "ColumnMacro")

/// Names the two columns of an amount: its minor units, in the property's own column unless named, and its currency.
@attached(peer)
public macro Column(_ name: StaticString? = nil, currency: StaticString) =
    #externalMacro(module: "MartletMacrosPlugin", type: "ColumnMacro")

/// Says the currency of an amount whose column holds its minor units only.
@attached(peer)
public macro Column(_ name: StaticString? = nil, in currency: Currency) =
    #externalMacro(module: "MartletMacrosPlugin", type: "ColumnMacro")

/// Names the column that holds a property's value as a JSON document.
@attached(peer)
public macro Column(json name: StaticString) = #externalMacro(module: "MartletMacrosPlugin", type: "ColumnMacro")
