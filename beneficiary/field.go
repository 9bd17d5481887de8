package beneficiary

// Field is a column of a beneficiary list. The zero value is no field: the whole
// line or the whole list.
type Field uint8

// The columns of a list.
const (
	NoField     Field = iota
	Ordinal           // STT
	Name              // Họ và tên
	BirthField        // Ngày sinh, Năm sinh
	SexField          // Giới tính
	PersonalID        // Số CCCD/ĐDCN, or the old CMND
	Address           // Địa chỉ
	Commune           // Xã/Phường
	Category          // Mã/Loại đối tượng
	Coefficient       // Hệ số
	Rate              // Mức
	Arrears           // Truy lĩnh
	Recovery          // Thu hồi
	Total             // Tổng tiền
	Account           // Số tài khoản
	Bank              // Ngân hàng
	Holder            // Chủ tài khoản
	Relation          // Quan hệ
	Note              // Ghi chú
)

var fieldKeys = [...]string{
	"", "ordinal", "name", "birth_date", "sex", "personal_id", "address", "commune", "category", "coefficient",
	"rate", "arrears", "recovery", "total", "account", "bank", "holder", "relation", "note",
}

// Key returns the field's stable name, such as "birth_date"; "" for no field.
func (f Field) Key() string {
	if int(f) < len(fieldKeys) {
		return fieldKeys[f]
	}
	return ""
}

// String is Key.
func (f Field) String() string { return f.Key() }

// Fields returns every column of a list, in the order of the template.
func Fields() []Field {
	fields := make([]Field, 0, len(fieldKeys)-1)
	for f := Ordinal; f <= Note; f++ {
		fields = append(fields, f)
	}
	return fields
}

// FieldOf finds a field by its key; ok is false for a key that no field has.
func FieldOf(key string) (f Field, ok bool) {
	for _, f := range Fields() {
		if f.Key() == key {
			return f, true
		}
	}
	return NoField, false
}
