package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/civil"
)

// asks has the registry's office asked, and one answer come back.
func (m *month) asks() {
	var asked app.RegistryAsked
	m.do("AskRegistry", func(ctx context.Context) (err error) {
		asked, err = m.as("lan").AskRegistry(ctx, app.RegistryAsk{Period: m.period})
		return err
	})
	m.do("RegistryRequested", func(ctx context.Context) error {
		again, err := m.as("lan").RegistryRequested(ctx, asked.Request)
		if err == nil && !bytes.Equal(again.Content, asked.Content) {
			err = errors.New("other bytes")
		}
		return err
	})
	answer := "Mã câu hỏi,Kết quả,Số định danh đúng,Họ và tên đúng,Ngày sinh đúng,Giới tính đúng,Mã xã thường trú,Tình trạng,Ngày mất,Các số đã dùng trước\n" +
		registry.QuestionCode(asked.Request, 1) + ",Có sai khác,999099999999,Người Được Tìm,2/3/1944,Nữ,,Còn sống,,\n"
	var response int64
	m.do("AnswerRegistry", func(ctx context.Context) error {
		out, err := m.as("lan").AnswerRegistry(ctx, app.ResponseFile{Name: "tra-loi.csv", SHA256: "tra-loi", Data: []byte(answer), AsOf: civil.DateOf(m.now)})
		if err == nil && (out.Answers != 1 || out.Added != 1) {
			err = fmt.Errorf("%+v", out)
		}
		response = out.Response
		return err
	})
	m.do("ConfirmResponse", func(ctx context.Context) error {
		out, err := m.as("minh").ConfirmResponse(ctx, response)
		if err == nil && (out.Snapshot == 0 || out.Added != 1) {
			err = fmt.Errorf("%+v", out)
		}
		return err
	})
	m.do("RegistryRequests", func(ctx context.Context) error {
		all, err := m.as("lan").RegistryRequests(ctx)
		if err == nil && (len(all) != 1 || all[0].Answered != 1) {
			err = fmt.Errorf("%+v", all)
		}
		return err
	})
}
