// Made from Protos by `make protos`; change Protos/generate, not this file.

extension ContractFile {
    /// The files of the contract, those first that others need.
    static let all: [ContractFile] = [
        ContractFile(
            name: "grpc/health/v1/health.proto", dependencies: [],
            services: ["grpc.health.v1.Health"],
            symbols: [
                "grpc.health.v1.HealthCheckRequest", "grpc.health.v1.HealthCheckResponse",
                "grpc.health.v1.HealthCheckResponse.ServingStatus", "grpc.health.v1.Health",
                "grpc.health.v1.Health.Check", "grpc.health.v1.Health.Watch",
            ],
            base64: """
                ChtncnBjL2hlYWx0aC92MS9oZWFsdGgucHJvdG8SDmdycGMuaGVhbHRoLnYxIi4KEkhlYWx0aENoZWNrUmVxdWVzdBIYCgdz\
                ZXJ2aWNlGAEgASgJUgdzZXJ2aWNlIrEBChNIZWFsdGhDaGVja1Jlc3BvbnNlEkkKBnN0YXR1cxgBIAEoDjIxLmdycGMuaGVh\
                bHRoLnYxLkhlYWx0aENoZWNrUmVzcG9uc2UuU2VydmluZ1N0YXR1c1IGc3RhdHVzIk8KDVNlcnZpbmdTdGF0dXMSCwoHVU5L\
                Tk9XThAAEgsKB1NFUlZJTkcQARIPCgtOT1RfU0VSVklORxACEhMKD1NFUlZJQ0VfVU5LTk9XThADMq4BCgZIZWFsdGgSUAoF\
                Q2hlY2sSIi5ncnBjLmhlYWx0aC52MS5IZWFsdGhDaGVja1JlcXVlc3QaIy5ncnBjLmhlYWx0aC52MS5IZWFsdGhDaGVja1Jl\
                c3BvbnNlElIKBVdhdGNoEiIuZ3JwYy5oZWFsdGgudjEuSGVhbHRoQ2hlY2tSZXF1ZXN0GiMuZ3JwYy5oZWFsdGgudjEuSGVh\
                bHRoQ2hlY2tSZXNwb25zZTABYgZwcm90bzM=
                """),
        ContractFile(
            name: "grpc/reflection/v1/reflection.proto", dependencies: [],
            services: ["grpc.reflection.v1.ServerReflection"],
            symbols: [
                "grpc.reflection.v1.ServerReflectionRequest", "grpc.reflection.v1.ExtensionRequest",
                "grpc.reflection.v1.ServerReflectionResponse", "grpc.reflection.v1.FileDescriptorResponse",
                "grpc.reflection.v1.ExtensionNumberResponse", "grpc.reflection.v1.ListServiceResponse",
                "grpc.reflection.v1.ServiceResponse", "grpc.reflection.v1.ErrorResponse",
                "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1.ServerReflection.ServerReflectionInfo",
            ],
            base64: """
                CiNncnBjL3JlZmxlY3Rpb24vdjEvcmVmbGVjdGlvbi5wcm90bxISZ3JwYy5yZWZsZWN0aW9uLnYxIvMCChdTZXJ2ZXJSZWZs\
                ZWN0aW9uUmVxdWVzdBISCgRob3N0GAEgASgJUgRob3N0EioKEGZpbGVfYnlfZmlsZW5hbWUYAyABKAlIAFIOZmlsZUJ5Rmls\
                ZW5hbWUSNgoWZmlsZV9jb250YWluaW5nX3N5bWJvbBgEIAEoCUgAUhRmaWxlQ29udGFpbmluZ1N5bWJvbBJiChlmaWxlX2Nv\
                bnRhaW5pbmdfZXh0ZW5zaW9uGAUgASgLMiQuZ3JwYy5yZWZsZWN0aW9uLnYxLkV4dGVuc2lvblJlcXVlc3RIAFIXZmlsZUNv\
                bnRhaW5pbmdFeHRlbnNpb24SQgodYWxsX2V4dGVuc2lvbl9udW1iZXJzX29mX3R5cGUYBiABKAlIAFIZYWxsRXh0ZW5zaW9u\
                TnVtYmVyc09mVHlwZRIlCg1saXN0X3NlcnZpY2VzGAcgASgJSABSDGxpc3RTZXJ2aWNlc0IRCg9tZXNzYWdlX3JlcXVlc3Qi\
                ZgoQRXh0ZW5zaW9uUmVxdWVzdBInCg9jb250YWluaW5nX3R5cGUYASABKAlSDmNvbnRhaW5pbmdUeXBlEikKEGV4dGVuc2lv\
                bl9udW1iZXIYAiABKAVSD2V4dGVuc2lvbk51bWJlciKuBAoYU2VydmVyUmVmbGVjdGlvblJlc3BvbnNlEh0KCnZhbGlkX2hv\
                c3QYASABKAlSCXZhbGlkSG9zdBJWChBvcmlnaW5hbF9yZXF1ZXN0GAIgASgLMisuZ3JwYy5yZWZsZWN0aW9uLnYxLlNlcnZl\
                clJlZmxlY3Rpb25SZXF1ZXN0Ug9vcmlnaW5hbFJlcXVlc3QSZgoYZmlsZV9kZXNjcmlwdG9yX3Jlc3BvbnNlGAQgASgLMiou\
                Z3JwYy5yZWZsZWN0aW9uLnYxLkZpbGVEZXNjcmlwdG9yUmVzcG9uc2VIAFIWZmlsZURlc2NyaXB0b3JSZXNwb25zZRJyCh5h\
                bGxfZXh0ZW5zaW9uX251bWJlcnNfcmVzcG9uc2UYBSABKAsyKy5ncnBjLnJlZmxlY3Rpb24udjEuRXh0ZW5zaW9uTnVtYmVy\
                UmVzcG9uc2VIAFIbYWxsRXh0ZW5zaW9uTnVtYmVyc1Jlc3BvbnNlEl8KFmxpc3Rfc2VydmljZXNfcmVzcG9uc2UYBiABKAsy\
                Jy5ncnBjLnJlZmxlY3Rpb24udjEuTGlzdFNlcnZpY2VSZXNwb25zZUgAUhRsaXN0U2VydmljZXNSZXNwb25zZRJKCg5lcnJv\
                cl9yZXNwb25zZRgHIAEoCzIhLmdycGMucmVmbGVjdGlvbi52MS5FcnJvclJlc3BvbnNlSABSDWVycm9yUmVzcG9uc2VCEgoQ\
                bWVzc2FnZV9yZXNwb25zZSJMChZGaWxlRGVzY3JpcHRvclJlc3BvbnNlEjIKFWZpbGVfZGVzY3JpcHRvcl9wcm90bxgBIAMo\
                DFITZmlsZURlc2NyaXB0b3JQcm90byJqChdFeHRlbnNpb25OdW1iZXJSZXNwb25zZRIkCg5iYXNlX3R5cGVfbmFtZRgBIAEo\
                CVIMYmFzZVR5cGVOYW1lEikKEGV4dGVuc2lvbl9udW1iZXIYAiADKAVSD2V4dGVuc2lvbk51bWJlciJUChNMaXN0U2Vydmlj\
                ZVJlc3BvbnNlEj0KB3NlcnZpY2UYASADKAsyIy5ncnBjLnJlZmxlY3Rpb24udjEuU2VydmljZVJlc3BvbnNlUgdzZXJ2aWNl\
                IiUKD1NlcnZpY2VSZXNwb25zZRISCgRuYW1lGAEgASgJUgRuYW1lIlMKDUVycm9yUmVzcG9uc2USHQoKZXJyb3JfY29kZRgB\
                IAEoBVIJZXJyb3JDb2RlEiMKDWVycm9yX21lc3NhZ2UYAiABKAlSDGVycm9yTWVzc2FnZTKJAQoQU2VydmVyUmVmbGVjdGlv\
                bhJ1ChRTZXJ2ZXJSZWZsZWN0aW9uSW5mbxIrLmdycGMucmVmbGVjdGlvbi52MS5TZXJ2ZXJSZWZsZWN0aW9uUmVxdWVzdBos\
                LmdycGMucmVmbGVjdGlvbi52MS5TZXJ2ZXJSZWZsZWN0aW9uUmVzcG9uc2UoATABYgZwcm90bzM=
                """),
        ContractFile(
            name: "tessera/v1/common.proto", dependencies: [],
            services: [],
            symbols: [
                "tessera.v1.ErrorDetail", "tessera.v1.Metadata", "tessera.v1.Vector", "tessera.v1.Attribute",
                "tessera.v1.Empty", "tessera.v1.Method", "tessera.v1.Metric",
            ],
            base64: """
                Chd0ZXNzZXJhL3YxL2NvbW1vbi5wcm90bxIKdGVzc2VyYS52MSL6AQoLRXJyb3JEZXRhaWwSGAoHbWVzc2FnZRgBIAEoCVIH\
                bWVzc2FnZRIWCgZyZWFzb24YAiABKAlSBnJlYXNvbhIUCgVmaWVsZBgDIAEoCVIFZmllbGQSFgoFbGltaXQYBCABKANIAFIF\
                bGltaXQSFgoFdmFsdWUYBSABKANIAVIFdmFsdWUSOgoYcmV0cnlfYWZ0ZXJfbWljcm9zZWNvbmRzGAYgASgESAJSFnJldHJ5\
                QWZ0ZXJNaWNyb3NlY29uZHNCDwoNbGltaXRfcHJlc2VudEIPCg12YWx1ZV9wcmVzZW50QhUKE3JldHJ5X2FmdGVyX3ByZXNl\
                bnQiUgoITWV0YWRhdGESIAoLdHJhY2VwYXJlbnQYASABKAlSC3RyYWNlcGFyZW50EiQKDWF1dGhvcml6YXRpb24YAiABKAlS\
                DWF1dGhvcml6YXRpb24iIAoGVmVjdG9yEhYKBnZhbHVlcxgBIAMoAlIGdmFsdWVzIoYBCglBdHRyaWJ1dGUSEgoEbmFtZRgB\
                IAEoCVIEbmFtZRIUCgR0ZXh0GAIgASgJSABSBHRleHQSGgoHaW50ZWdlchgDIAEoA0gAUgdpbnRlZ2VyEhQKBHJlYWwYBCAB\
                KAFIAFIEcmVhbBIUCgRmbGFnGAUgASgISABSBGZsYWdCBwoFdmFsdWUiBwoFRW1wdHkqpwgKBk1ldGhvZBIWChJNRVRIT0Rf\
                VU5TUEVDSUZJRUQQABIPCgtNRVRIT0RfUElORxABEhUKEU1FVEhPRF9HRVRfU1RBVFVTEAISGQoVTUVUSE9EX0NSRUFURV9H\
                QUxMRVJZEBASGwoXTUVUSE9EX0RFU0NSSUJFX0dBTExFUlkQERIZChVNRVRIT0RfTElTVF9HQUxMRVJJRVMQEhIZChVNRVRI\
                T0RfVVBEQVRFX0dBTExFUlkQExIXChNNRVRIT0RfRFJPUF9HQUxMRVJZEBQSFAoQTUVUSE9EX1NFVF9BTElBUxAVEhcKE01F\
                VEhPRF9ERUxFVEVfQUxJQVMQFhIXChNNRVRIT0RfVVBTRVJUX0lURU1TECASFwoTTUVUSE9EX0RFTEVURV9JVEVNUxAhEhQK\
                EE1FVEhPRF9HRVRfSVRFTVMQIhIXChNNRVRIT0RfU0FNUExFX0lURU1TECMSGAoUTUVUSE9EX1VQU0VSVF9TVFJFQU0QJBIX\
                ChNNRVRIT0RfRVhQT1JUX0lURU1TECUSEQoNTUVUSE9EX1NFQVJDSBAwEhcKE01FVEhPRF9TRUFSQ0hfQkFUQ0gQMRIWChJN\
                RVRIT0RfRklORF9HVUlERVMQMhIWChJNRVRIT0RfRU1CRURfVEVYVFMQMxIXChNNRVRIT0RfQkVHSU5fSU1QT1JUEEASGAoU\
                TUVUSE9EX0ZJTklTSF9JTVBPUlQQQRIYChRNRVRIT0RfR0VUX09QRVJBVElPThBCEhoKFk1FVEhPRF9XQVRDSF9PUEVSQVRJ\
                T04QQxIbChdNRVRIT0RfQ0FOQ0VMX09QRVJBVElPThBEEhoKFk1FVEhPRF9MSVNUX09QRVJBVElPTlMQRRIQCgxNRVRIT0Rf\
                VFJBSU4QRhIbChdNRVRIT0RfRk9MTE9XX09QRVJBVElPThBHEhYKEU1FVEhPRF9PUEVOX1NIQVJEEIACEhkKFE1FVEhPRF9D\
                T1VOVF9BTExPV0VEEIECEhYKEU1FVEhPRF9TQ0FOX1NIQVJEEIICEhYKEU1FVEhPRF9GRVRDSF9ST1dTEIMCEhkKFE1FVEhP\
                RF9GRVRDSF9QQVlMT0FEEIQCEh4KGU1FVEhPRF9GRVRDSF9JVEVNX1ZFQ1RPUlMQhQISGgoVTUVUSE9EX0ZFVENIX0NPREVC\
                T09LEIYCEhcKEk1FVEhPRF9BRERfR0FMTEVSWRCHAhIXChJNRVRIT0RfV1JJVEVfSVRFTVMQiAISFAoPTUVUSE9EX0xJU1Rf\
                SURTEIkCEhcKEk1FVEhPRF9TQU1QTEVfUk9XUxCKAhIYChNNRVRIT0RfUFVUX0NPREVCT09LEIsCEhcKEk1FVEhPRF9BRE9Q\
                VF9JTkRFWBCMAhIYChNNRVRIT0RfQ09NTUlUX0lOREVYEI0CKlwKBk1ldHJpYxIWChJNRVRSSUNfVU5TUEVDSUZJRUQQABIR\
                Cg1NRVRSSUNfQ09TSU5FEAESGAoUTUVUUklDX0lOTkVSX1BST0RVQ1QQAhINCglNRVRSSUNfTDIQA2IGcHJvdG8z
                """),
        ContractFile(
            name: "tessera/v1/index.proto", dependencies: [],
            services: [],
            symbols: [
                "tessera.v1.RecallFigure", "tessera.v1.OperatingPoint", "tessera.v1.FieldIndex",
                "tessera.v1.FieldCalibration", "tessera.v1.VectorTransform", "tessera.v1.VectorPrecision",
            ],
            base64: """
                ChZ0ZXNzZXJhL3YxL2luZGV4LnByb3RvEgp0ZXNzZXJhLnYxIq8BCgxSZWNhbGxGaWd1cmUSFgoGcmVjYWxsGAEgASgCUgZy\
                ZWNhbGwSHwoLcXVlcnlfY291bnQYAiABKA1SCnF1ZXJ5Q291bnQSFgoGbnByb2JlGAMgASgNUgZucHJvYmUSJwoPY2FuZGlk\
                YXRlX2NvdW50GAQgASgNUg5jYW5kaWRhdGVDb3VudBIlCg5zdGFuZGFyZF9lcnJvchgFIAEoAlINc3RhbmRhcmRFcnJvciLJ\
                AgoOT3BlcmF0aW5nUG9pbnQSFgoGbnByb2JlGAEgASgNUgZucHJvYmUSFAoFcmVhY2gYAiABKAJSBXJlYWNoEicKD2NhbmRp\
                ZGF0ZV9jb3VudBgDIAEoDVIOY2FuZGlkYXRlQ291bnQSMwoIaGVsZF9vdXQYBCABKAsyGC50ZXNzZXJhLnYxLlJlY2FsbEZp\
                Z3VyZVIHaGVsZE91dBIuCgVnaXZlbhgFIAEoCzIYLnRlc3NlcmEudjEuUmVjYWxsRmlndXJlUgVnaXZlbhImCg9saXN0X2Nv\
                dW50X21lYW4YBiABKAJSDWxpc3RDb3VudE1lYW4SJgoPY29kZV9jb3VudF9tZWFuGAcgASgCUg1jb2RlQ291bnRNZWFuEisK\
                EWNvc3RfbWljcm9zZWNvbmRzGAggASgCUhBjb3N0TWljcm9zZWNvbmRzIoAJCgpGaWVsZEluZGV4EiMKDWNvZGVib29rX2hh\
                c2gYASABKAxSDGNvZGVib29rSGFzaBIdCgpsaXN0X2NvdW50GAIgASgNUglsaXN0Q291bnQSHQoKcGFydF9jb3VudBgDIAEo\
                DVIJcGFydENvdW50EjkKCXRyYW5zZm9ybRgEIAEoDjIbLnRlc3NlcmEudjEuVmVjdG9yVHJhbnNmb3JtUgl0cmFuc2Zvcm0S\
                KwoRcmVkdWNlZF9kaW1lbnNpb24YBSABKA1SEHJlZHVjZWREaW1lbnNpb24SFgoGbnByb2JlGAYgASgNUgZucHJvYmUSIQoM\
                c2VhbGVkX2NvdW50GAcgASgEUgtzZWFsZWRDb3VudBImCg9jb2RlX2J5dGVfY291bnQYCCABKARSDWNvZGVCeXRlQ291bnQS\
                LgoTY29kZWJvb2tfYnl0ZV9jb3VudBgJIAEoBFIRY29kZWJvb2tCeXRlQ291bnQSJgoPbGlzdF9sZW5ndGhfbWluGAogASgN\
                Ug1saXN0TGVuZ3RoTWluEiwKEmxpc3RfbGVuZ3RoX21lZGlhbhgLIAEoDVIQbGlzdExlbmd0aE1lZGlhbhImCg9saXN0X2xl\
                bmd0aF9tYXgYDCABKA1SDWxpc3RMZW5ndGhNYXgSLQoScXVhbnRpemF0aW9uX2Vycm9yGA0gASgCUhFxdWFudGl6YXRpb25F\
                cnJvchIzCghoZWxkX291dBgOIAEoCzIYLnRlc3NlcmEudjEuUmVjYWxsRmlndXJlUgdoZWxkT3V0Ei4KBWdpdmVuGA8gASgL\
                MhgudGVzc2VyYS52MS5SZWNhbGxGaWd1cmVSBWdpdmVuEiEKDHNhbXBsZV9jb3VudBgQIAEoBFILc2FtcGxlQ291bnQSEgoE\
                c2VlZBgRIAEoBFIEc2VlZBIxChR0cmFpbmVkX21pY3Jvc2Vjb25kcxgSIAEoBFITdHJhaW5lZE1pY3Jvc2Vjb25kcxItChJ0\
                cmFpbl9taWNyb3NlY29uZHMYEyABKARSEXRyYWluTWljcm9zZWNvbmRzEjMKBnJlcmFuaxgUIAEoDjIbLnRlc3NlcmEudjEu\
                VmVjdG9yUHJlY2lzaW9uUgZyZXJhbmsSKgoRcmVyYW5rX2J5dGVfY291bnQYFSABKARSD3JlcmFua0J5dGVDb3VudBIbCglj\
                b2RlX2JpdHMYFiABKA1SCGNvZGVCaXRzEiEKDHNwaWxsX3dlaWdodBgcIAEoAlILc3BpbGxXZWlnaHQSHQoKY29kZV9jb3Vu\
                dBgdIAEoBFIJY29kZUNvdW50EhYKBXJlYWNoGBggASgCSABSBXJlYWNoEicKD2NhbmRpZGF0ZV9jb3VudBgZIAEoDVIOY2Fu\
                ZGlkYXRlQ291bnQSIwoNdGFyZ2V0X3JlY2FsbBgaIAEoAlIMdGFyZ2V0UmVjYWxsEjIKBnBvaW50cxgbIAMoCzIaLnRlc3Nl\
                cmEudjEuT3BlcmF0aW5nUG9pbnRSBnBvaW50c0IPCg1yZWFjaF9wcmVzZW50IqoBChBGaWVsZENhbGlicmF0aW9uEhgKB3Zl\
                cnNpb24YASABKA1SB3ZlcnNpb24SEgoEbWVhbhgCIAEoAlIEbWVhbhISCgRiZXN0GAMgASgCUgRiZXN0Eh8KC3F1ZXJ5X2Nv\
                dW50GAQgASgNUgpxdWVyeUNvdW50EjMKFW1lYXN1cmVkX21pY3Jvc2Vjb25kcxgFIAEoBFIUbWVhc3VyZWRNaWNyb3NlY29u\
                ZHMqggEKD1ZlY3RvclRyYW5zZm9ybRIgChxWRUNUT1JfVFJBTlNGT1JNX1VOU1BFQ0lGSUVEEAASGQoVVkVDVE9SX1RSQU5T\
                Rk9STV9OT05FEAESGAoUVkVDVE9SX1RSQU5TRk9STV9QQ0EQAhIYChRWRUNUT1JfVFJBTlNGT1JNX09QURADKoEBCg9WZWN0\
                b3JQcmVjaXNpb24SIAocVkVDVE9SX1BSRUNJU0lPTl9VTlNQRUNJRklFRBAAEhgKFFZFQ1RPUl9QUkVDSVNJT05fRjE2EAES\
                GAoUVkVDVE9SX1BSRUNJU0lPTl9GMzIQAhIYChRWRUNUT1JfUFJFQ0lTSU9OX1NROBADYgZwcm90bzM=
                """),
        ContractFile(
            name: "tessera/v1/gallery.proto", dependencies: ["tessera/v1/common.proto", "tessera/v1/index.proto"],
            services: ["tessera.v1.Galleries"],
            symbols: [
                "tessera.v1.FieldSpec", "tessera.v1.SceneTemplates", "tessera.v1.GallerySpec",
                "tessera.v1.FieldDescription", "tessera.v1.CreateGalleryRequest", "tessera.v1.DescribeGalleryRequest",
                "tessera.v1.DescribeGalleryResponse", "tessera.v1.ListGalleriesRequest",
                "tessera.v1.ListGalleriesResponse", "tessera.v1.GallerySummary", "tessera.v1.UpdateGalleryRequest",
                "tessera.v1.FieldWeight", "tessera.v1.DropGalleryRequest", "tessera.v1.DropGalleryResponse",
                "tessera.v1.SetAliasRequest", "tessera.v1.DeleteAliasRequest", "tessera.v1.FusionKind",
                "tessera.v1.Galleries", "tessera.v1.Galleries.CreateGallery", "tessera.v1.Galleries.DescribeGallery",
                "tessera.v1.Galleries.ListGalleries", "tessera.v1.Galleries.UpdateGallery",
                "tessera.v1.Galleries.DropGallery", "tessera.v1.Galleries.SetAlias", "tessera.v1.Galleries.DeleteAlias",
            ],
            base64: """
                Chh0ZXNzZXJhL3YxL2dhbGxlcnkucHJvdG8SCnRlc3NlcmEudjEaF3Rlc3NlcmEvdjEvY29tbW9uLnByb3RvGhZ0ZXNzZXJh\
                L3YxL2luZGV4LnByb3RvIuwCCglGaWVsZFNwZWMSEgoEbmFtZRgBIAEoCVIEbmFtZRIcCglkaW1lbnNpb24YAiABKA1SCWRp\
                bWVuc2lvbhIqCgZtZXRyaWMYAyABKA4yEi50ZXNzZXJhLnYxLk1ldHJpY1IGbWV0cmljEhoKCHRlbXBsYXRlGAQgASgJUgh0\
                ZW1wbGF0ZRIYCgdlbmNvZGVyGAUgASgJUgdlbmNvZGVyEi8KE2VuY29kZXJfZmluZ2VycHJpbnQYBiABKAlSEmVuY29kZXJG\
                aW5nZXJwcmludBIYCgZ3ZWlnaHQYByABKAJIAFIGd2VpZ2h0EjkKCXByZWNpc2lvbhgIIAEoDjIbLnRlc3NlcmEudjEuVmVj\
                dG9yUHJlY2lzaW9uUglwcmVjaXNpb24SMwoGcmVyYW5rGAkgASgOMhsudGVzc2VyYS52MS5WZWN0b3JQcmVjaXNpb25SBnJl\
                cmFua0IQCg53ZWlnaHRfcHJlc2VudCJeCg5TY2VuZVRlbXBsYXRlcxIfCgtzZWFyY2hfdGV4dBgBIAEoCVIKc2VhcmNoVGV4\
                dBIrChFnZW5lcmF0aW9uX3Byb21wdBgCIAEoCVIQZ2VuZXJhdGlvblByb21wdCKXAgoLR2FsbGVyeVNwZWMSEgoEbmFtZRgB\
                IAEoCVIEbmFtZRItCgZmaWVsZHMYAiADKAsyFS50ZXNzZXJhLnYxLkZpZWxkU3BlY1IGZmllbGRzEjAKBXNjZW5lGAMgASgL\
                MhoudGVzc2VyYS52MS5TY2VuZVRlbXBsYXRlc1IFc2NlbmUSLgoGZnVzaW9uGAQgASgOMhYudGVzc2VyYS52MS5GdXNpb25L\
                aW5kUgZmdXNpb24SHwoLZXhhY3RfYmVsb3cYBSABKA1SCmV4YWN0QmVsb3cSHQoKbWluX3JlY2FsbBgGIAEoAlIJbWluUmVj\
                YWxsEiMKDXRhcmdldF9yZWNhbGwYByABKAJSDHRhcmdldFJlY2FsbCLMAwoQRmllbGREZXNjcmlwdGlvbhIpCgRzcGVjGAEg\
                ASgLMhUudGVzc2VyYS52MS5GaWVsZFNwZWNSBHNwZWMSHQoKaXRlbV9jb3VudBgCIAEoBFIJaXRlbUNvdW50EiMKDW1pc3Np\
                bmdfY291bnQYAyABKARSDG1pc3NpbmdDb3VudBIjCg1jb2RlYm9va19oYXNoGAQgASgMUgxjb2RlYm9va0hhc2gSGAoGcmVj\
                YWxsGAUgASgCSABSBnJlY2FsbBIdCgpieXRlX2NvdW50GAYgASgEUglieXRlQ291bnQSLwoTY2FsaWJyYXRpb25fdmVyc2lv\
                bhgHIAEoDVISY2FsaWJyYXRpb25WZXJzaW9uEiwKBWluZGV4GAggASgLMhYudGVzc2VyYS52MS5GaWVsZEluZGV4UgVpbmRl\
                eBI+CgtjYWxpYnJhdGlvbhgJIAEoCzIcLnRlc3NlcmEudjEuRmllbGRDYWxpYnJhdGlvblILY2FsaWJyYXRpb24SOgoMaW5k\
                ZXhfZGFtYWdlGAogASgLMhcudGVzc2VyYS52MS5FcnJvckRldGFpbFILaW5kZXhEYW1hZ2VCEAoOcmVjYWxsX3ByZXNlbnQi\
                QwoUQ3JlYXRlR2FsbGVyeVJlcXVlc3QSKwoEc3BlYxgBIAEoCzIXLnRlc3NlcmEudjEuR2FsbGVyeVNwZWNSBHNwZWMiMgoW\
                RGVzY3JpYmVHYWxsZXJ5UmVxdWVzdBIYCgdnYWxsZXJ5GAEgASgJUgdnYWxsZXJ5IsgCChdEZXNjcmliZUdhbGxlcnlSZXNw\
                b25zZRIrCgRzcGVjGAEgASgLMhcudGVzc2VyYS52MS5HYWxsZXJ5U3BlY1IEc3BlYxI0CgZmaWVsZHMYAiADKAsyHC50ZXNz\
                ZXJhLnYxLkZpZWxkRGVzY3JpcHRpb25SBmZpZWxkcxIdCgppdGVtX2NvdW50GAMgASgEUglpdGVtQ291bnQSGgoIc2VxdWVu\
                Y2UYBCABKARSCHNlcXVlbmNlEhgKB2FsaWFzZXMYBSADKAlSB2FsaWFzZXMSMQoUY3JlYXRlZF9taWNyb3NlY29uZHMYBiAB\
                KARSE2NyZWF0ZWRNaWNyb3NlY29uZHMSFgoGbnVtYmVyGAcgASgNUgZudW1iZXISKgoRbWVtb3J5X2J5dGVfY291bnQYCCAB\
                KARSD21lbW9yeUJ5dGVDb3VudCIuChRMaXN0R2FsbGVyaWVzUmVxdWVzdBIWCgZ0ZW5hbnQYASABKAlSBnRlbmFudCJRChVM\
                aXN0R2FsbGVyaWVzUmVzcG9uc2USOAoJZ2FsbGVyaWVzGAEgAygLMhoudGVzc2VyYS52MS5HYWxsZXJ5U3VtbWFyeVIJZ2Fs\
                bGVyaWVzInUKDkdhbGxlcnlTdW1tYXJ5EhIKBG5hbWUYASABKAlSBG5hbWUSHQoKaXRlbV9jb3VudBgCIAEoBFIJaXRlbUNv\
                dW50EhYKBmZpZWxkcxgDIAMoCVIGZmllbGRzEhgKB2FsaWFzZXMYBCADKAlSB2FsaWFzZXMi9gIKFFVwZGF0ZUdhbGxlcnlS\
                ZXF1ZXN0EhgKB2dhbGxlcnkYASABKAlSB2dhbGxlcnkSMAoFc2NlbmUYAiABKAsyGi50ZXNzZXJhLnYxLlNjZW5lVGVtcGxh\
                dGVzUgVzY2VuZRIuCgZmdXNpb24YAyABKA4yFi50ZXNzZXJhLnYxLkZ1c2lvbktpbmRSBmZ1c2lvbhIxCgd3ZWlnaHRzGAQg\
                AygLMhcudGVzc2VyYS52MS5GaWVsZFdlaWdodFIHd2VpZ2h0cxIhCgtleGFjdF9iZWxvdxgFIAEoDUgAUgpleGFjdEJlbG93\
                Eh8KCm1pbl9yZWNhbGwYBiABKAJIAVIJbWluUmVjYWxsEiUKDXRhcmdldF9yZWNhbGwYByABKAJIAlIMdGFyZ2V0UmVjYWxs\
                QhUKE2V4YWN0X2JlbG93X3ByZXNlbnRCFAoSbWluX3JlY2FsbF9wcmVzZW50QhcKFXRhcmdldF9yZWNhbGxfcHJlc2VudCI7\
                CgtGaWVsZFdlaWdodBIUCgVmaWVsZBgBIAEoCVIFZmllbGQSFgoGd2VpZ2h0GAIgASgCUgZ3ZWlnaHQiLgoSRHJvcEdhbGxl\
                cnlSZXF1ZXN0EhgKB2dhbGxlcnkYASABKAlSB2dhbGxlcnkiNAoTRHJvcEdhbGxlcnlSZXNwb25zZRIdCgppdGVtX2NvdW50\
                GAEgASgEUglpdGVtQ291bnQiQQoPU2V0QWxpYXNSZXF1ZXN0EhQKBWFsaWFzGAEgASgJUgVhbGlhcxIYCgdnYWxsZXJ5GAIg\
                ASgJUgdnYWxsZXJ5IioKEkRlbGV0ZUFsaWFzUmVxdWVzdBIUCgVhbGlhcxgBIAEoCVIFYWxpYXMqbQoKRnVzaW9uS2luZBIb\
                ChdGVVNJT05fS0lORF9VTlNQRUNJRklFRBAAEhgKFEZVU0lPTl9LSU5EX1dFSUdIVEVEEAESEwoPRlVTSU9OX0tJTkRfUlJG\
                EAISEwoPRlVTSU9OX0tJTkRfTUFYEAMyuwQKCUdhbGxlcmllcxJWCg1DcmVhdGVHYWxsZXJ5EiAudGVzc2VyYS52MS5DcmVh\
                dGVHYWxsZXJ5UmVxdWVzdBojLnRlc3NlcmEudjEuRGVzY3JpYmVHYWxsZXJ5UmVzcG9uc2USWgoPRGVzY3JpYmVHYWxsZXJ5\
                EiIudGVzc2VyYS52MS5EZXNjcmliZUdhbGxlcnlSZXF1ZXN0GiMudGVzc2VyYS52MS5EZXNjcmliZUdhbGxlcnlSZXNwb25z\
                ZRJUCg1MaXN0R2FsbGVyaWVzEiAudGVzc2VyYS52MS5MaXN0R2FsbGVyaWVzUmVxdWVzdBohLnRlc3NlcmEudjEuTGlzdEdh\
                bGxlcmllc1Jlc3BvbnNlElYKDVVwZGF0ZUdhbGxlcnkSIC50ZXNzZXJhLnYxLlVwZGF0ZUdhbGxlcnlSZXF1ZXN0GiMudGVz\
                c2VyYS52MS5EZXNjcmliZUdhbGxlcnlSZXNwb25zZRJOCgtEcm9wR2FsbGVyeRIeLnRlc3NlcmEudjEuRHJvcEdhbGxlcnlS\
                ZXF1ZXN0Gh8udGVzc2VyYS52MS5Ecm9wR2FsbGVyeVJlc3BvbnNlEjoKCFNldEFsaWFzEhsudGVzc2VyYS52MS5TZXRBbGlh\
                c1JlcXVlc3QaES50ZXNzZXJhLnYxLkVtcHR5EkAKC0RlbGV0ZUFsaWFzEh4udGVzc2VyYS52MS5EZWxldGVBbGlhc1JlcXVl\
                c3QaES50ZXNzZXJhLnYxLkVtcHR5YgZwcm90bzM=
                """),
        ContractFile(
            name: "tessera/v1/items.proto", dependencies: ["tessera/v1/common.proto"],
            services: ["tessera.v1.Items"],
            symbols: [
                "tessera.v1.Detection", "tessera.v1.Item", "tessera.v1.FieldVector", "tessera.v1.ItemWrite",
                "tessera.v1.UpsertItemsRequest", "tessera.v1.WriteResult", "tessera.v1.WriteResponse",
                "tessera.v1.DeleteItemsRequest", "tessera.v1.ReadMask", "tessera.v1.GetItemsRequest",
                "tessera.v1.StoredItem", "tessera.v1.GetItemsResponse", "tessera.v1.ExportItemsRequest",
                "tessera.v1.SampleItemsRequest", "tessera.v1.SampleItemsResponse", "tessera.v1.Items",
                "tessera.v1.Items.UpsertItems", "tessera.v1.Items.DeleteItems", "tessera.v1.Items.GetItems",
                "tessera.v1.Items.SampleItems", "tessera.v1.Items.UpsertStream", "tessera.v1.Items.ExportItems",
            ],
            base64: """
                ChZ0ZXNzZXJhL3YxL2l0ZW1zLnByb3RvEgp0ZXNzZXJhLnYxGhd0ZXNzZXJhL3YxL2NvbW1vbi5wcm90byJJCglEZXRlY3Rp\
                b24SFAoFbGFiZWwYASABKAlSBWxhYmVsEhQKBXNjb3JlGAIgASgCUgVzY29yZRIQCgNib3gYAyADKAJSA2JveCKrAgoESXRl\
                bRIOCgJpZBgBIAEoCVICaWQSEAoDdXJsGAIgASgJUgN1cmwSIAoLZGVzY3JpcHRpb24YAyABKAlSC2Rlc2NyaXB0aW9uEhIK\
                BHRhZ3MYBCADKAlSBHRhZ3MSNQoKZGV0ZWN0aW9ucxgFIAMoCzIVLnRlc3NlcmEudjEuRGV0ZWN0aW9uUgpkZXRlY3Rpb25z\
                EhsKCWF1dGhvcl9pZBgGIAEoCVIIYXV0aG9ySWQSHwoLYXV0aG9yX25hbWUYByABKAlSCmF1dGhvck5hbWUSHwoLc2ltaWxh\
                cl9pZHMYCCADKAlSCnNpbWlsYXJJZHMSNQoKYXR0cmlidXRlcxgJIAMoCzIVLnRlc3NlcmEudjEuQXR0cmlidXRlUgphdHRy\
                aWJ1dGVzImwKC0ZpZWxkVmVjdG9yEhQKBWZpZWxkGAEgASgJUgVmaWVsZBIWCgZ2YWx1ZXMYAiADKAJSBnZhbHVlcxIvChNl\
                bmNvZGVyX2ZpbmdlcnByaW50GAMgASgJUhJlbmNvZGVyRmluZ2VycHJpbnQirQEKCUl0ZW1Xcml0ZRIkCgRpdGVtGAEgASgL\
                MhAudGVzc2VyYS52MS5JdGVtUgRpdGVtEjEKB3ZlY3RvcnMYAiADKAsyFy50ZXNzZXJhLnYxLkZpZWxkVmVjdG9yUgd2ZWN0\
                b3JzEisKEGV4cGVjdGVkX3ZlcnNpb24YAyABKARIAFIPZXhwZWN0ZWRWZXJzaW9uQhoKGGV4cGVjdGVkX3ZlcnNpb25fcHJl\
                c2VudCLeAQoSVXBzZXJ0SXRlbXNSZXF1ZXN0EhgKB2dhbGxlcnkYASABKAlSB2dhbGxlcnkSKwoFaXRlbXMYAiADKAsyFS50\
                ZXNzZXJhLnYxLkl0ZW1Xcml0ZVIFaXRlbXMSHAoJb3BlcmF0aW9uGAMgASgJUglvcGVyYXRpb24SIQoMcmVzdW1lX3BvaW50\
                GAQgASgMUgtyZXN1bWVQb2ludBIbCglyb3dzX2RvbmUYBSABKARSCHJvd3NEb25lEiMKDXJvd3NfcmVqZWN0ZWQYBiABKARS\
                DHJvd3NSZWplY3RlZCJuCgtXcml0ZVJlc3VsdBIWCgZzdGF0dXMYASABKA1SBnN0YXR1cxIYCgd2ZXJzaW9uGAIgASgEUgd2\
                ZXJzaW9uEi0KBWVycm9yGAMgASgLMhcudGVzc2VyYS52MS5FcnJvckRldGFpbFIFZXJyb3IirAEKDVdyaXRlUmVzcG9uc2US\
                MQoHcmVzdWx0cxgBIAMoCzIXLnRlc3NlcmEudjEuV3JpdGVSZXN1bHRSB3Jlc3VsdHMSGgoIc2VxdWVuY2UYAiABKARSCHNl\
                cXVlbmNlEiMKDWVuY29kZWRfY291bnQYAyABKARSDGVuY29kZWRDb3VudBInCg90cnVuY2F0ZWRfY291bnQYBCABKARSDnRy\
                dW5jYXRlZENvdW50Im0KEkRlbGV0ZUl0ZW1zUmVxdWVzdBIYCgdnYWxsZXJ5GAEgASgJUgdnYWxsZXJ5EhAKA2lkcxgCIAMo\
                CVIDaWRzEisKEWV4cGVjdGVkX3ZlcnNpb25zGAMgAygEUhBleHBlY3RlZFZlcnNpb25zIv4BCghSZWFkTWFzaxIXCgdpZF9v\
                bmx5GAEgASgIUgZpZE9ubHkSEAoDdXJsGAIgASgIUgN1cmwSIAoLZGVzY3JpcHRpb24YAyABKAhSC2Rlc2NyaXB0aW9uEhIK\
                BHRhZ3MYBCABKAhSBHRhZ3MSHgoKZGV0ZWN0aW9ucxgFIAEoCFIKZGV0ZWN0aW9ucxIWCgZhdXRob3IYBiABKAhSBmF1dGhv\
                chIfCgtzaW1pbGFyX2lkcxgHIAEoCFIKc2ltaWxhcklkcxIeCgphdHRyaWJ1dGVzGAggASgIUgphdHRyaWJ1dGVzEhgKB3Zl\
                Y3RvcnMYCSABKAhSB3ZlY3RvcnMicAoPR2V0SXRlbXNSZXF1ZXN0EhgKB2dhbGxlcnkYASABKAlSB2dhbGxlcnkSEAoDaWRz\
                GAIgAygJUgNpZHMSMQoJcmVhZF9tYXNrGAMgASgLMhQudGVzc2VyYS52MS5SZWFkTWFza1IIcmVhZE1hc2sifwoKU3RvcmVk\
                SXRlbRIkCgRpdGVtGAEgASgLMhAudGVzc2VyYS52MS5JdGVtUgRpdGVtEhgKB3ZlcnNpb24YAiABKARSB3ZlcnNpb24SMQoH\
                dmVjdG9ycxgDIAMoCzIXLnRlc3NlcmEudjEuRmllbGRWZWN0b3JSB3ZlY3RvcnMiQAoQR2V0SXRlbXNSZXNwb25zZRIsCgVp\
                dGVtcxgBIAMoCzIWLnRlc3NlcmEudjEuU3RvcmVkSXRlbVIFaXRlbXMipAEKEkV4cG9ydEl0ZW1zUmVxdWVzdBIYCgdnYWxs\
                ZXJ5GAEgASgJUgdnYWxsZXJ5EhkKCGFmdGVyX2lkGAIgASgJUgdhZnRlcklkEiYKD3BhZ2VfaXRlbV9jb3VudBgDIAEoDVIN\
                cGFnZUl0ZW1Db3VudBIxCglyZWFkX21hc2sYBCABKAsyFC50ZXNzZXJhLnYxLlJlYWRNYXNrUghyZWFkTWFzayJuChJTYW1w\
                bGVJdGVtc1JlcXVlc3QSGAoHZ2FsbGVyeRgBIAEoCVIHZ2FsbGVyeRIUCgVjb3VudBgCIAEoDVIFY291bnQSFAoFZmllbGQY\
                AyABKAlSBWZpZWxkEhIKBHNlZWQYBCABKARSBHNlZWQiJwoTU2FtcGxlSXRlbXNSZXNwb25zZRIQCgNpZHMYASADKAlSA2lk\
                czLQAwoFSXRlbXMSSAoLVXBzZXJ0SXRlbXMSHi50ZXNzZXJhLnYxLlVwc2VydEl0ZW1zUmVxdWVzdBoZLnRlc3NlcmEudjEu\
                V3JpdGVSZXNwb25zZRJICgtEZWxldGVJdGVtcxIeLnRlc3NlcmEudjEuRGVsZXRlSXRlbXNSZXF1ZXN0GhkudGVzc2VyYS52\
                MS5Xcml0ZVJlc3BvbnNlEkUKCEdldEl0ZW1zEhsudGVzc2VyYS52MS5HZXRJdGVtc1JlcXVlc3QaHC50ZXNzZXJhLnYxLkdl\
                dEl0ZW1zUmVzcG9uc2USTgoLU2FtcGxlSXRlbXMSHi50ZXNzZXJhLnYxLlNhbXBsZUl0ZW1zUmVxdWVzdBofLnRlc3NlcmEu\
                djEuU2FtcGxlSXRlbXNSZXNwb25zZRJNCgxVcHNlcnRTdHJlYW0SHi50ZXNzZXJhLnYxLlVwc2VydEl0ZW1zUmVxdWVzdBoZ\
                LnRlc3NlcmEudjEuV3JpdGVSZXNwb25zZSgBMAESTQoLRXhwb3J0SXRlbXMSHi50ZXNzZXJhLnYxLkV4cG9ydEl0ZW1zUmVx\
                dWVzdBocLnRlc3NlcmEudjEuR2V0SXRlbXNSZXNwb25zZTABYgZwcm90bzM=
                """),
        ContractFile(
            name: "tessera/storage/v1/records.proto",
            dependencies: ["tessera/v1/gallery.proto", "tessera/v1/index.proto", "tessera/v1/items.proto"],
            services: [],
            symbols: [
                "tessera.storage.v1.GalleryRecord", "tessera.storage.v1.ItemRecord", "tessera.storage.v1.VectorRecord",
                "tessera.storage.v1.LogRecord", "tessera.storage.v1.CodesRecord", "tessera.storage.v1.SegmentRecord",
                "tessera.storage.v1.FieldIndexRecord", "tessera.storage.v1.IndexRecord",
                "tessera.storage.v1.PlacementRecord",
            ],
            base64: """
                CiB0ZXNzZXJhL3N0b3JhZ2UvdjEvcmVjb3Jkcy5wcm90bxISdGVzc2VyYS5zdG9yYWdlLnYxGhh0ZXNzZXJhL3YxL2dhbGxl\
                cnkucHJvdG8aFnRlc3NlcmEvdjEvaW5kZXgucHJvdG8aFnRlc3NlcmEvdjEvaXRlbXMucHJvdG8ihwEKDUdhbGxlcnlSZWNv\
                cmQSFgoGbnVtYmVyGAEgASgNUgZudW1iZXISKwoEc3BlYxgCIAEoCzIXLnRlc3NlcmEudjEuR2FsbGVyeVNwZWNSBHNwZWMS\
                MQoUY3JlYXRlZF9taWNyb3NlY29uZHMYAyABKARSE2NyZWF0ZWRNaWNyb3NlY29uZHMiTAoKSXRlbVJlY29yZBIkCgRpdGVt\
                GAEgASgLMhAudGVzc2VyYS52MS5JdGVtUgRpdGVtEhgKB3ZlcnNpb24YAiABKARSB3ZlcnNpb24iPAoMVmVjdG9yUmVjb3Jk\
                EhQKBWZpZWxkGAEgASgNUgVmaWVsZBIWCgZoYWx2ZXMYAiABKAxSBmhhbHZlcyLZAQoJTG9nUmVjb3JkEg4KAmlkGAEgASgJ\
                UgJpZBISCgR0YWdzGAIgAygJUgR0YWdzEiUKDnNpbWlsYXJfaGFzaGVzGAMgAygGUg1zaW1pbGFySGFzaGVzEjoKB3ZlY3Rv\
                cnMYBCADKAsyIC50ZXNzZXJhLnN0b3JhZ2UudjEuVmVjdG9yUmVjb3JkUgd2ZWN0b3JzEh4KCmF0dHJpYnV0ZXMYBSADKAZS\
                CmF0dHJpYnV0ZXMSJQoOaGFzX2F0dHJpYnV0ZXMYBiABKAhSDWhhc0F0dHJpYnV0ZXMiZQoLQ29kZXNSZWNvcmQSFAoFZmll\
                bGQYASABKA1SBWZpZWxkEiMKDWNvZGVib29rX2hhc2gYAiABKAxSDGNvZGVib29rSGFzaBIbCglmaWxlX2hhc2gYAyABKAxS\
                CGZpbGVIYXNoIrkBCg1TZWdtZW50UmVjb3JkEhYKBm51bWJlchgBIAEoDVIGbnVtYmVyEhsKCXJvd19jb3VudBgCIAEoBFII\
                cm93Q291bnQSHwoLdmVyc2lvbl9tYXgYAyABKARSCnZlcnNpb25NYXgSGwoJcm93c19oYXNoGAQgASgMUghyb3dzSGFzaBI1\
                CgVjb2RlcxgFIAMoCzIfLnRlc3NlcmEuc3RvcmFnZS52MS5Db2Rlc1JlY29yZFIFY29kZXMilgEKEEZpZWxkSW5kZXhSZWNv\
                cmQSFAoFZmllbGQYASABKA1SBWZpZWxkEiwKBWluZGV4GAIgASgLMhYudGVzc2VyYS52MS5GaWVsZEluZGV4UgVpbmRleBI+\
                CgtjYWxpYnJhdGlvbhgDIAEoCzIcLnRlc3NlcmEudjEuRmllbGRDYWxpYnJhdGlvblILY2FsaWJyYXRpb24ixwEKC0luZGV4\
                UmVjb3JkEhgKB2dhbGxlcnkYASABKA1SB2dhbGxlcnkSIQoMbmV4dF9zZWdtZW50GAIgASgNUgtuZXh0U2VnbWVudBI9Cghz\
                ZWdtZW50cxgDIAMoCzIhLnRlc3NlcmEuc3RvcmFnZS52MS5TZWdtZW50UmVjb3JkUghzZWdtZW50cxI8CgZmaWVsZHMYBCAD\
                KAsyJC50ZXNzZXJhLnN0b3JhZ2UudjEuRmllbGRJbmRleFJlY29yZFIGZmllbGRzImIKD1BsYWNlbWVudFJlY29yZBIYCgdj\
                bHVzdGVyGAEgASgJUgdjbHVzdGVyEhQKBXNoYXJkGAIgASgNUgVzaGFyZBIfCgtzaGFyZF9jb3VudBgDIAEoDVIKc2hhcmRD\
                b3VudGIGcHJvdG8z
                """),
        ContractFile(
            name: "tessera/v1/operations.proto", dependencies: ["tessera/v1/common.proto", "tessera/v1/index.proto"],
            services: ["tessera.v1.Operations"],
            symbols: [
                "tessera.v1.Operation", "tessera.v1.BeginImportRequest", "tessera.v1.FinishImportRequest",
                "tessera.v1.GetOperationRequest", "tessera.v1.WatchOperationRequest",
                "tessera.v1.FollowOperationRequest", "tessera.v1.CancelOperationRequest",
                "tessera.v1.ListOperationsRequest", "tessera.v1.ListOperationsResponse", "tessera.v1.QueryVectors",
                "tessera.v1.TrainRequest", "tessera.v1.OperationKind", "tessera.v1.OperationState",
                "tessera.v1.Operations", "tessera.v1.Operations.BeginImport", "tessera.v1.Operations.FinishImport",
                "tessera.v1.Operations.GetOperation", "tessera.v1.Operations.WatchOperation",
                "tessera.v1.Operations.FollowOperation", "tessera.v1.Operations.CancelOperation",
                "tessera.v1.Operations.Train", "tessera.v1.Operations.ListOperations",
            ],
            base64: """
                Cht0ZXNzZXJhL3YxL29wZXJhdGlvbnMucHJvdG8SCnRlc3NlcmEudjEaF3Rlc3NlcmEvdjEvY29tbW9uLnByb3RvGhZ0ZXNz\
                ZXJhL3YxL2luZGV4LnByb3RvIv8DCglPcGVyYXRpb24SDgoCaWQYASABKAlSAmlkEi0KBGtpbmQYAiABKA4yGS50ZXNzZXJh\
                LnYxLk9wZXJhdGlvbktpbmRSBGtpbmQSMAoFc3RhdGUYAyABKA4yGi50ZXNzZXJhLnYxLk9wZXJhdGlvblN0YXRlUgVzdGF0\
                ZRIYCgdnYWxsZXJ5GAQgASgJUgdnYWxsZXJ5Eh0KCmRvbmVfY291bnQYBSABKARSCWRvbmVDb3VudBIfCgt0b3RhbF9jb3Vu\
                dBgGIAEoBFIKdG90YWxDb3VudBIlCg5yZWplY3RlZF9jb3VudBgHIAEoBFINcmVqZWN0ZWRDb3VudBIhCgxyZXN1bWVfcG9p\
                bnQYCCABKAxSC3Jlc3VtZVBvaW50Ei0KBWVycm9yGAkgASgLMhcudGVzc2VyYS52MS5FcnJvckRldGFpbFIFZXJyb3ISMQoU\
                Y3JlYXRlZF9taWNyb3NlY29uZHMYCiABKARSE2NyZWF0ZWRNaWNyb3NlY29uZHMSMQoUdXBkYXRlZF9taWNyb3NlY29uZHMY\
                CyABKARSE3VwZGF0ZWRNaWNyb3NlY29uZHMSGgoIcmV2aXNpb24YDCABKARSCHJldmlzaW9uEhYKBnNvdXJjZRgNIAEoCVIG\
                c291cmNlEhQKBXN0YWdlGA4gASgJUgVzdGFnZSKBAQoSQmVnaW5JbXBvcnRSZXF1ZXN0EhgKB2dhbGxlcnkYASABKAlSB2dh\
                bGxlcnkSFgoGc291cmNlGAIgASgJUgZzb3VyY2USHwoLdG90YWxfY291bnQYAyABKARSCnRvdGFsQ291bnQSGAoHcmVzdGFy\
                dBgEIAEoCFIHcmVzdGFydCKoAQoTRmluaXNoSW1wb3J0UmVxdWVzdBIcCglvcGVyYXRpb24YASABKAlSCW9wZXJhdGlvbhId\
                Cgpkb25lX2NvdW50GAIgASgEUglkb25lQ291bnQSJQoOcmVqZWN0ZWRfY291bnQYAyABKARSDXJlamVjdGVkQ291bnQSLQoF\
                ZXJyb3IYBCABKAsyFy50ZXNzZXJhLnYxLkVycm9yRGV0YWlsUgVlcnJvciIzChNHZXRPcGVyYXRpb25SZXF1ZXN0EhwKCW9w\
                ZXJhdGlvbhgBIAEoCVIJb3BlcmF0aW9uIokBChVXYXRjaE9wZXJhdGlvblJlcXVlc3QSHAoJb3BlcmF0aW9uGAEgASgJUglv\
                cGVyYXRpb24SJQoOYWZ0ZXJfcmV2aXNpb24YAiABKARSDWFmdGVyUmV2aXNpb24SKwoRd2FpdF9taWNyb3NlY29uZHMYAyAB\
                KARSEHdhaXRNaWNyb3NlY29uZHMiNgoWRm9sbG93T3BlcmF0aW9uUmVxdWVzdBIcCglvcGVyYXRpb24YASABKAlSCW9wZXJh\
                dGlvbiI2ChZDYW5jZWxPcGVyYXRpb25SZXF1ZXN0EhwKCW9wZXJhdGlvbhgBIAEoCVIJb3BlcmF0aW9uIlQKFUxpc3RPcGVy\
                YXRpb25zUmVxdWVzdBIYCgdnYWxsZXJ5GAEgASgJUgdnYWxsZXJ5EiEKDHJ1bm5pbmdfb25seRgCIAEoCFILcnVubmluZ09u\
                bHkiTwoWTGlzdE9wZXJhdGlvbnNSZXNwb25zZRI1CgpvcGVyYXRpb25zGAEgAygLMhUudGVzc2VyYS52MS5PcGVyYXRpb25S\
                Cm9wZXJhdGlvbnMiPAoMUXVlcnlWZWN0b3JzEhQKBWZpZWxkGAEgASgJUgVmaWVsZBIWCgZ2YWx1ZXMYAiADKAJSBnZhbHVl\
                cyLsBQoMVHJhaW5SZXF1ZXN0EhgKB2dhbGxlcnkYASABKAlSB2dhbGxlcnkSFgoGZmllbGRzGAIgAygJUgZmaWVsZHMSHQoK\
                bGlzdF9jb3VudBgDIAEoDVIJbGlzdENvdW50Eh0KCnBhcnRfY291bnQYBCABKA1SCXBhcnRDb3VudBI5Cgl0cmFuc2Zvcm0Y\
                BSABKA4yGy50ZXNzZXJhLnYxLlZlY3RvclRyYW5zZm9ybVIJdHJhbnNmb3JtEisKEXJlZHVjZWRfZGltZW5zaW9uGAYgASgN\
                UhByZWR1Y2VkRGltZW5zaW9uEiEKDHNhbXBsZV9jb3VudBgHIAEoBFILc2FtcGxlQ291bnQSNAoWY29hcnNlX2l0ZXJhdGlv\
                bl9jb3VudBgIIAEoDVIUY29hcnNlSXRlcmF0aW9uQ291bnQSMAoUcGFydF9pdGVyYXRpb25fY291bnQYCSABKA1SEnBhcnRJ\
                dGVyYXRpb25Db3VudBISCgRzZWVkGAogASgEUgRzZWVkEiEKC2V4YWN0X2JlbG93GAsgASgNSABSCmV4YWN0QmVsb3cSFgoG\
                bnByb2JlGAwgASgNUgZucHJvYmUSMgoHcXVlcmllcxgNIAMoCzIYLnRlc3NlcmEudjEuUXVlcnlWZWN0b3JzUgdxdWVyaWVz\
                EiEKDHRocmVhZF9jb3VudBgOIAEoDVILdGhyZWFkQ291bnQSMQoVbWVtb3J5X2J5dGVfY291bnRfbWF4GA8gASgEUhJtZW1v\
                cnlCeXRlQ291bnRNYXgSMwoGcmVyYW5rGBAgASgOMhsudGVzc2VyYS52MS5WZWN0b3JQcmVjaXNpb25SBnJlcmFuaxIbCglj\
                b2RlX2JpdHMYESABKA1SCGNvZGVCaXRzEhQKBXNwaWxsGBQgASgIUgVzcGlsbBIhCgxzcGlsbF93ZWlnaHQYFSABKAJSC3Nw\
                aWxsV2VpZ2h0QhUKE2V4YWN0X2JlbG93X3ByZXNlbnQqZAoNT3BlcmF0aW9uS2luZBIeChpPUEVSQVRJT05fS0lORF9VTlNQ\
                RUNJRklFRBAAEhkKFU9QRVJBVElPTl9LSU5EX0lNUE9SVBABEhgKFE9QRVJBVElPTl9LSU5EX1RSQUlOEAIqqAEKDk9wZXJh\
                dGlvblN0YXRlEh8KG09QRVJBVElPTl9TVEFURV9VTlNQRUNJRklFRBAAEhsKF09QRVJBVElPTl9TVEFURV9SVU5OSU5HEAES\
                HQoZT1BFUkFUSU9OX1NUQVRFX1NVQ0NFRURFRBACEhoKFk9QRVJBVElPTl9TVEFURV9GQUlMRUQQAxIdChlPUEVSQVRJT05f\
                U1RBVEVfQ0FOQ0VMTEVEEAQy3wQKCk9wZXJhdGlvbnMSRAoLQmVnaW5JbXBvcnQSHi50ZXNzZXJhLnYxLkJlZ2luSW1wb3J0\
                UmVxdWVzdBoVLnRlc3NlcmEudjEuT3BlcmF0aW9uEkYKDEZpbmlzaEltcG9ydBIfLnRlc3NlcmEudjEuRmluaXNoSW1wb3J0\
                UmVxdWVzdBoVLnRlc3NlcmEudjEuT3BlcmF0aW9uEkYKDEdldE9wZXJhdGlvbhIfLnRlc3NlcmEudjEuR2V0T3BlcmF0aW9u\
                UmVxdWVzdBoVLnRlc3NlcmEudjEuT3BlcmF0aW9uEkoKDldhdGNoT3BlcmF0aW9uEiEudGVzc2VyYS52MS5XYXRjaE9wZXJh\
                dGlvblJlcXVlc3QaFS50ZXNzZXJhLnYxLk9wZXJhdGlvbhJOCg9Gb2xsb3dPcGVyYXRpb24SIi50ZXNzZXJhLnYxLkZvbGxv\
                d09wZXJhdGlvblJlcXVlc3QaFS50ZXNzZXJhLnYxLk9wZXJhdGlvbjABEkwKD0NhbmNlbE9wZXJhdGlvbhIiLnRlc3NlcmEu\
                djEuQ2FuY2VsT3BlcmF0aW9uUmVxdWVzdBoVLnRlc3NlcmEudjEuT3BlcmF0aW9uEjgKBVRyYWluEhgudGVzc2VyYS52MS5U\
                cmFpblJlcXVlc3QaFS50ZXNzZXJhLnYxLk9wZXJhdGlvbhJXCg5MaXN0T3BlcmF0aW9ucxIhLnRlc3NlcmEudjEuTGlzdE9w\
                ZXJhdGlvbnNSZXF1ZXN0GiIudGVzc2VyYS52MS5MaXN0T3BlcmF0aW9uc1Jlc3BvbnNlYgZwcm90bzM=
                """),
        ContractFile(
            name: "tessera/v1/search.proto",
            dependencies: ["tessera/v1/common.proto", "tessera/v1/gallery.proto", "tessera/v1/items.proto"],
            services: ["tessera.v1.Guides"],
            symbols: [
                "tessera.v1.FieldQuery", "tessera.v1.TagClause", "tessera.v1.AttributeClause", "tessera.v1.Filter",
                "tessera.v1.Fusion", "tessera.v1.Diversity", "tessera.v1.SearchTuning", "tessera.v1.SearchRequest",
                "tessera.v1.FieldScore", "tessera.v1.Hit", "tessera.v1.TextReport", "tessera.v1.StageTimes",
                "tessera.v1.FieldExplanation", "tessera.v1.Explanation", "tessera.v1.SearchResponse",
                "tessera.v1.SearchBatchRequest", "tessera.v1.SearchResult", "tessera.v1.SearchBatchResponse",
                "tessera.v1.Lora", "tessera.v1.Role", "tessera.v1.Scene", "tessera.v1.FindGuidesRequest",
                "tessera.v1.GenerationPlan", "tessera.v1.FindGuidesResponse", "tessera.v1.EmbedTextsRequest",
                "tessera.v1.EmbedTextsResponse", "tessera.v1.ShortReason", "tessera.v1.Guides",
                "tessera.v1.Guides.Search", "tessera.v1.Guides.SearchBatch", "tessera.v1.Guides.FindGuides",
                "tessera.v1.Guides.EmbedTexts",
            ],
            base64: """
                Chd0ZXNzZXJhL3YxL3NlYXJjaC5wcm90bxIKdGVzc2VyYS52MRoXdGVzc2VyYS92MS9jb21tb24ucHJvdG8aGHRlc3NlcmEv\
                djEvZ2FsbGVyeS5wcm90bxoWdGVzc2VyYS92MS9pdGVtcy5wcm90byKrAQoKRmllbGRRdWVyeRIUCgVmaWVsZBgBIAEoCVIF\
                ZmllbGQSFgoGdmVjdG9yGAIgAygCUgZ2ZWN0b3ISEgoEdGV4dBgDIAEoCVIEdGV4dBIYCgZ3ZWlnaHQYBCABKAJIAFIGd2Vp\
                Z2h0Ei8KE2VuY29kZXJfZmluZ2VycHJpbnQYBSABKAlSEmVuY29kZXJGaW5nZXJwcmludEIQCg53ZWlnaHRfcHJlc2VudCId\
                CglUYWdDbGF1c2USEAoDYW55GAEgAygJUgNhbnkirAEKD0F0dHJpYnV0ZUNsYXVzZRISCgRuYW1lGAEgASgJUgRuYW1lEicK\
                A2FueRgCIAMoCzIVLnRlc3NlcmEudjEuQXR0cmlidXRlUgNhbnkSGgoHbWluaW11bRgDIAEoAUgAUgdtaW5pbXVtEhoKB21h\
                eGltdW0YBCABKAFIAVIHbWF4aW11bUIRCg9taW5pbXVtX3ByZXNlbnRCEQoPbWF4aW11bV9wcmVzZW50IpsBCgZGaWx0ZXIS\
                KQoEdGFncxgBIAMoCzIVLnRlc3NlcmEudjEuVGFnQ2xhdXNlUgR0YWdzEhcKB25vX3RhZ3MYAiADKAlSBm5vVGFncxIQCgNp\
                ZHMYAyADKAlSA2lkcxI7CgphdHRyaWJ1dGVzGAQgAygLMhsudGVzc2VyYS52MS5BdHRyaWJ1dGVDbGF1c2VSCmF0dHJpYnV0\
                ZXMiVwoGRnVzaW9uEioKBGtpbmQYASABKA4yFi50ZXNzZXJhLnYxLkZ1c2lvbktpbmRSBGtpbmQSIQoMcnJmX2NvbnN0YW50\
                GAIgASgCUgtycmZDb25zdGFudCKuAQoJRGl2ZXJzaXR5EhAKA21tchgBIAEoCFIDbW1yEhgKBmxhbWJkYRgCIAEoAkgAUgZs\
                YW1iZGESIwoNYWxsb3dfc2ltaWxhchgDIAEoCFIMYWxsb3dTaW1pbGFyEhQKBHNlZWQYBCABKARIAVIEc2VlZBIYCgd2YXJp\
                ZXR5GAUgASgCUgd2YXJpZXR5QhAKDmxhbWJkYV9wcmVzZW50Qg4KDHNlZWRfcHJlc2VudCKFAQoMU2VhcmNoVHVuaW5nEhYK\
                Bm5wcm9iZRgBIAEoDVIGbnByb2JlEiIKDG92ZXJzYW1wbGluZxgCIAEoAlIMb3ZlcnNhbXBsaW5nEhQKBWV4YWN0GAMgASgI\
                UgVleGFjdBIjCg10YXJnZXRfcmVjYWxsGAQgASgCUgx0YXJnZXRSZWNhbGwi3QQKDVNlYXJjaFJlcXVlc3QSGAoHZ2FsbGVy\
                eRgBIAEoCVIHZ2FsbGVyeRIUCgVsaW1pdBgCIAEoDVIFbGltaXQSLgoGZmllbGRzGAMgAygLMhYudGVzc2VyYS52MS5GaWVs\
                ZFF1ZXJ5UgZmaWVsZHMSEgoEdGV4dBgEIAEoCVIEdGV4dBIXCgdsaWtlX2lkGAUgASgJUgZsaWtlSWQSKgoGZmlsdGVyGAYg\
                ASgLMhIudGVzc2VyYS52MS5GaWx0ZXJSBmZpbHRlchIfCgtleGNsdWRlX2lkcxgHIAMoCVIKZXhjbHVkZUlkcxIqCgZmdXNp\
                b24YCCABKAsyEi50ZXNzZXJhLnYxLkZ1c2lvblIGZnVzaW9uEjMKCWRpdmVyc2l0eRgJIAEoCzIVLnRlc3NlcmEudjEuRGl2\
                ZXJzaXR5UglkaXZlcnNpdHkSHQoJbWluX3Njb3JlGAogASgCSABSCG1pblNjb3JlEjEKCXJlYWRfbWFzaxgLIAEoCzIULnRl\
                c3NlcmEudjEuUmVhZE1hc2tSCHJlYWRNYXNrEiMKDG1pbl9jb3ZlcmFnZRgMIAEoAkgBUgttaW5Db3ZlcmFnZRIYCgdleHBs\
                YWluGA0gASgIUgdleHBsYWluEiEKDG1pbl9zZXF1ZW5jZRgOIAEoBFILbWluU2VxdWVuY2USMAoGdHVuaW5nGA8gASgLMhgu\
                dGVzc2VyYS52MS5TZWFyY2hUdW5pbmdSBnR1bmluZ0ITChFtaW5fc2NvcmVfcHJlc2VudEIWChRtaW5fY292ZXJhZ2VfcHJl\
                c2VudCKSAQoKRmllbGRTY29yZRIUCgVmaWVsZBgBIAEoCVIFZmllbGQSIAoKc2ltaWxhcml0eRgCIAEoAkgAUgpzaW1pbGFy\
                aXR5EhIKBHJhbmsYAyABKA1SBHJhbmsSIgoMY29udHJpYnV0aW9uGAQgASgCUgxjb250cmlidXRpb25CFAoSc2ltaWxhcml0\
                eV9wcmVzZW50Ir4BCgNIaXQSJAoEaXRlbRgBIAEoCzIQLnRlc3NlcmEudjEuSXRlbVIEaXRlbRIUCgVzY29yZRgCIAEoAlIF\
                c2NvcmUSLgoGZmllbGRzGAMgAygLMhYudGVzc2VyYS52MS5GaWVsZFNjb3JlUgZmaWVsZHMSGAoHdmVyc2lvbhgEIAEoBFIH\
                dmVyc2lvbhIxCgd2ZWN0b3JzGAUgAygLMhcudGVzc2VyYS52MS5GaWVsZFZlY3RvclIHdmVjdG9ycyKKAQoKVGV4dFJlcG9y\
                dBIYCgdlbmNvZGVyGAEgASgJUgdlbmNvZGVyEh8KC3Rva2VuX2NvdW50GAIgASgNUgp0b2tlbkNvdW50EhwKCXRydW5jYXRl\
                ZBgDIAEoCFIJdHJ1bmNhdGVkEiMKDXVua25vd25fc2hhcmUYBCABKAJSDHVua25vd25TaGFyZSLSAQoKU3RhZ2VUaW1lcxIU\
                CgVxdWV1ZRgBIAEoBFIFcXVldWUSFgoGZW5jb2RlGAIgASgEUgZlbmNvZGUSFgoGZmlsdGVyGAMgASgEUgZmaWx0ZXISEgoE\
                c2NhbhgEIAEoBFIEc2NhbhISCgRmdXNlGAUgASgEUgRmdXNlEhQKBWZldGNoGAYgASgEUgVmZXRjaBISCgRwbGFuGAcgASgE\
                UgRwbGFuEhYKBnJlcmFuaxgIIAEoBFIGcmVyYW5rEhQKBXJlcGx5GAkgASgEUgVyZXBseSJ7ChBGaWVsZEV4cGxhbmF0aW9u\
                EhQKBWZpZWxkGAEgASgJUgVmaWVsZBIUCgVleGFjdBgCIAEoCFIFZXhhY3QSFgoGbnByb2JlGAMgASgNUgZucHJvYmUSIwoN\
                cGxhbm5lZF9jb3VudBgEIAEoBFIMcGxhbm5lZENvdW50Io8DCgtFeHBsYW5hdGlvbhIwChRjYW5kaWRhdGVzX3Blcl9maWVs\
                ZBgBIAEoDVISY2FuZGlkYXRlc1BlckZpZWxkEh8KC3VuaW9uX2NvdW50GAIgASgNUgp1bmlvbkNvdW50Eh8KC3JvdW5kX2Nv\
                dW50GAMgASgNUgpyb3VuZENvdW50EiMKDWFsbG93ZWRfY291bnQYBCABKARSDGFsbG93ZWRDb3VudBIsCgV0aW1lcxgFIAEo\
                CzIWLnRlc3NlcmEudjEuU3RhZ2VUaW1lc1IFdGltZXMSLgoGZnVzaW9uGAYgASgOMhYudGVzc2VyYS52MS5GdXNpb25LaW5k\
                UgZmdXNpb24SMQoHd2VpZ2h0cxgHIAMoCzIXLnRlc3NlcmEudjEuRmllbGRXZWlnaHRSB3dlaWdodHMSNAoGZmllbGRzGAgg\
                AygLMhwudGVzc2VyYS52MS5GaWVsZEV4cGxhbmF0aW9uUgZmaWVsZHMSIAoLdHJhY2VwYXJlbnQYCSABKAlSC3RyYWNlcGFy\
                ZW50IrsCCg5TZWFyY2hSZXNwb25zZRIjCgRoaXRzGAEgAygLMg8udGVzc2VyYS52MS5IaXRSBGhpdHMSGgoIY292ZXJhZ2UY\
                AiABKAJSCGNvdmVyYWdlEhoKCHNlcXVlbmNlGAMgASgEUghzZXF1ZW5jZRI6CgxzaG9ydF9yZWFzb24YBCABKA4yFy50ZXNz\
                ZXJhLnYxLlNob3J0UmVhc29uUgtzaG9ydFJlYXNvbhIsCgV0ZXh0cxgFIAMoCzIWLnRlc3NlcmEudjEuVGV4dFJlcG9ydFIF\
                dGV4dHMSJwoPY29kZWJvb2tfaGFzaGVzGAYgAygMUg5jb2RlYm9va0hhc2hlcxI5CgtleHBsYW5hdGlvbhgHIAEoCzIXLnRl\
                c3NlcmEudjEuRXhwbGFuYXRpb25SC2V4cGxhbmF0aW9uIksKElNlYXJjaEJhdGNoUmVxdWVzdBI1CghzZWFyY2hlcxgBIAMo\
                CzIZLnRlc3NlcmEudjEuU2VhcmNoUmVxdWVzdFIIc2VhcmNoZXMijQEKDFNlYXJjaFJlc3VsdBIWCgZzdGF0dXMYASABKA1S\
                BnN0YXR1cxI2CghyZXNwb25zZRgCIAEoCzIaLnRlc3NlcmEudjEuU2VhcmNoUmVzcG9uc2VSCHJlc3BvbnNlEi0KBWVycm9y\
                GAMgASgLMhcudGVzc2VyYS52MS5FcnJvckRldGFpbFIFZXJyb3IiSQoTU2VhcmNoQmF0Y2hSZXNwb25zZRIyCgdyZXN1bHRz\
                GAEgAygLMhgudGVzc2VyYS52MS5TZWFyY2hSZXN1bHRSB3Jlc3VsdHMiVwoETG9yYRISCgRuYW1lGAEgASgJUgRuYW1lEhYK\
                BndlaWdodBgCIAEoAlIGd2VpZ2h0EiMKDXRyaWdnZXJfd29yZHMYAyADKAlSDHRyaWdnZXJXb3JkcyJACgRSb2xlEhIKBHRl\
                eHQYASABKAlSBHRleHQSJAoEbG9yYRgCIAEoCzIQLnRlc3NlcmEudjEuTG9yYVIEbG9yYSKSAQoFU2NlbmUSJwoGcm9sZV9h\
                GAEgASgLMhAudGVzc2VyYS52MS5Sb2xlUgVyb2xlQRInCgZyb2xlX2IYAiABKAsyEC50ZXNzZXJhLnYxLlJvbGVSBXJvbGVC\
                EhYKBmFjdGlvbhgDIAEoCVIGYWN0aW9uEh8KC3N0eWxlX3dvcmRzGAQgAygJUgpzdHlsZVdvcmRzIrkFChFGaW5kR3VpZGVz\
                UmVxdWVzdBIYCgdnYWxsZXJ5GAEgASgJUgdnYWxsZXJ5EicKBXNjZW5lGAIgASgLMhEudGVzc2VyYS52MS5TY2VuZVIFc2Nl\
                bmUSFgoGcHJvbXB0GAMgASgJUgZwcm9tcHQSMQoHdmVjdG9ycxgEIAMoCzIXLnRlc3NlcmEudjEuRmllbGRWZWN0b3JSB3Zl\
                Y3RvcnMSHwoLaW1hZ2VfY291bnQYBSABKA1SCmltYWdlQ291bnQSMQoHd2VpZ2h0cxgGIAMoCzIXLnRlc3NlcmEudjEuRmll\
                bGRXZWlnaHRSB3dlaWdodHMSHwoLZXhjbHVkZV9pZHMYByADKAlSCmV4Y2x1ZGVJZHMSFAoEc2VlZBgIIAEoBEgAUgRzZWVk\
                EioKBmZpbHRlchgJIAEoCzISLnRlc3NlcmEudjEuRmlsdGVyUgZmaWx0ZXISKgoGZnVzaW9uGAogASgLMhIudGVzc2VyYS52\
                MS5GdXNpb25SBmZ1c2lvbhIzCglkaXZlcnNpdHkYCyABKAsyFS50ZXNzZXJhLnYxLkRpdmVyc2l0eVIJZGl2ZXJzaXR5Eh0K\
                CW1pbl9zY29yZRgMIAEoAkgBUghtaW5TY29yZRIxCglyZWFkX21hc2sYDSABKAsyFC50ZXNzZXJhLnYxLlJlYWRNYXNrUghy\
                ZWFkTWFzaxIjCgxtaW5fY292ZXJhZ2UYDiABKAJIAlILbWluQ292ZXJhZ2USGAoHZXhwbGFpbhgPIAEoCFIHZXhwbGFpbhIw\
                CgZ0dW5pbmcYECABKAsyGC50ZXNzZXJhLnYxLlNlYXJjaFR1bmluZ1IGdHVuaW5nQg4KDHNlZWRfcHJlc2VudEITChFtaW5f\
                c2NvcmVfcHJlc2VudEIWChRtaW5fY292ZXJhZ2VfcHJlc2VudCLNAQoOR2VuZXJhdGlvblBsYW4SHwoLc2VhcmNoX3RleHQY\
                ASABKAlSCnNlYXJjaFRleHQSKwoRZ2VuZXJhdGlvbl9wcm9tcHQYAiABKAlSEGdlbmVyYXRpb25Qcm9tcHQSJgoFbG9yYXMY\
                AyADKAsyEC50ZXNzZXJhLnYxLkxvcmFSBWxvcmFzEh8KC2ltYWdlX2NvdW50GAQgASgNUgppbWFnZUNvdW50EhQKBHNlZWQY\
                BSABKARIAFIEc2VlZEIOCgxzZWVkX3ByZXNlbnQiygIKEkZpbmRHdWlkZXNSZXNwb25zZRInCgZndWlkZXMYASADKAsyDy50\
                ZXNzZXJhLnYxLkhpdFIGZ3VpZGVzEi4KBHBsYW4YAiABKAsyGi50ZXNzZXJhLnYxLkdlbmVyYXRpb25QbGFuUgRwbGFuEhoK\
                CGNvdmVyYWdlGAMgASgCUghjb3ZlcmFnZRIaCghzZXF1ZW5jZRgEIAEoBFIIc2VxdWVuY2USOgoMc2hvcnRfcmVhc29uGAUg\
                ASgOMhcudGVzc2VyYS52MS5TaG9ydFJlYXNvblILc2hvcnRSZWFzb24SLAoFdGV4dHMYBiADKAsyFi50ZXNzZXJhLnYxLlRl\
                eHRSZXBvcnRSBXRleHRzEjkKC2V4cGxhbmF0aW9uGAcgASgLMhcudGVzc2VyYS52MS5FeHBsYW5hdGlvblILZXhwbGFuYXRp\
                b24iQwoRRW1iZWRUZXh0c1JlcXVlc3QSGAoHZW5jb2RlchgBIAEoCVIHZW5jb2RlchIUCgV0ZXh0cxgCIAMoCVIFdGV4dHMi\
                pQEKEkVtYmVkVGV4dHNSZXNwb25zZRIsCgd2ZWN0b3JzGAEgAygLMhIudGVzc2VyYS52MS5WZWN0b3JSB3ZlY3RvcnMSMAoH\
                cmVwb3J0cxgCIAMoCzIWLnRlc3NlcmEudjEuVGV4dFJlcG9ydFIHcmVwb3J0cxIvChNlbmNvZGVyX2ZpbmdlcnByaW50GAMg\
                ASgJUhJlbmNvZGVyRmluZ2VycHJpbnQqmgEKC1Nob3J0UmVhc29uEhwKGFNIT1JUX1JFQVNPTl9VTlNQRUNJRklFRBAAEhoK\
                FlNIT1JUX1JFQVNPTl9FWEhBVVNURUQQARIaChZTSE9SVF9SRUFTT05fTUlOX1NDT1JFEAISGAoUU0hPUlRfUkVBU09OX1NJ\
                TUlMQVIQAxIbChdTSE9SVF9SRUFTT05fUkVQTFlfU0laRRAEMrMCCgZHdWlkZXMSPwoGU2VhcmNoEhkudGVzc2VyYS52MS5T\
                ZWFyY2hSZXF1ZXN0GhoudGVzc2VyYS52MS5TZWFyY2hSZXNwb25zZRJOCgtTZWFyY2hCYXRjaBIeLnRlc3NlcmEudjEuU2Vh\
                cmNoQmF0Y2hSZXF1ZXN0Gh8udGVzc2VyYS52MS5TZWFyY2hCYXRjaFJlc3BvbnNlEksKCkZpbmRHdWlkZXMSHS50ZXNzZXJh\
                LnYxLkZpbmRHdWlkZXNSZXF1ZXN0Gh4udGVzc2VyYS52MS5GaW5kR3VpZGVzUmVzcG9uc2USSwoKRW1iZWRUZXh0cxIdLnRl\
                c3NlcmEudjEuRW1iZWRUZXh0c1JlcXVlc3QaHi50ZXNzZXJhLnYxLkVtYmVkVGV4dHNSZXNwb25zZWIGcHJvdG8z
                """),
        ContractFile(
            name: "tessera/internal/v1/shard.proto",
            dependencies: [
                "tessera/storage/v1/records.proto", "tessera/v1/common.proto", "tessera/v1/gallery.proto",
                "tessera/v1/index.proto", "tessera/v1/items.proto", "tessera/v1/operations.proto",
                "tessera/v1/search.proto",
            ],
            services: ["tessera.internal.v1.Shard"],
            symbols: [
                "tessera.internal.v1.OpenShardRequest", "tessera.internal.v1.OpenShardResponse",
                "tessera.internal.v1.GalleryCount", "tessera.internal.v1.ScanProbe", "tessera.internal.v1.ScanQuery",
                "tessera.internal.v1.ScanField", "tessera.internal.v1.CountAllowedRequest",
                "tessera.internal.v1.CountAllowedResponse", "tessera.internal.v1.ScanShardRequest",
                "tessera.internal.v1.LikelyItems", "tessera.internal.v1.ScanList",
                "tessera.internal.v1.ScanShardResponse", "tessera.internal.v1.FetchRowsRequest",
                "tessera.internal.v1.FetchRowsResponse", "tessera.internal.v1.FetchPayloadRequest",
                "tessera.internal.v1.FetchPayloadResponse", "tessera.internal.v1.FetchItemVectorsRequest",
                "tessera.internal.v1.FetchItemVectorsResponse", "tessera.internal.v1.FetchCodebookRequest",
                "tessera.internal.v1.FetchCodebookResponse", "tessera.internal.v1.AddGalleryRequest",
                "tessera.internal.v1.ShardWrite", "tessera.internal.v1.WriteItemsRequest",
                "tessera.internal.v1.ListIdsRequest", "tessera.internal.v1.ListIdsResponse",
                "tessera.internal.v1.SampleRowsRequest", "tessera.internal.v1.SampleRowsResponse",
                "tessera.internal.v1.PutCodebookRequest", "tessera.internal.v1.AdoptedField",
                "tessera.internal.v1.AdoptIndexRequest", "tessera.internal.v1.CommitIndexRequest",
                "tessera.internal.v1.Shard", "tessera.internal.v1.Shard.OpenShard",
                "tessera.internal.v1.Shard.CountAllowed", "tessera.internal.v1.Shard.ScanShard",
                "tessera.internal.v1.Shard.FetchRows", "tessera.internal.v1.Shard.FetchPayload",
                "tessera.internal.v1.Shard.FetchItemVectors", "tessera.internal.v1.Shard.FetchCodebook",
                "tessera.internal.v1.Shard.AddGallery", "tessera.internal.v1.Shard.WriteItems",
                "tessera.internal.v1.Shard.ListIds", "tessera.internal.v1.Shard.SampleRows",
                "tessera.internal.v1.Shard.PutCodebook", "tessera.internal.v1.Shard.AdoptIndex",
                "tessera.internal.v1.Shard.CommitIndex",
            ],
            base64: """
                Ch90ZXNzZXJhL2ludGVybmFsL3YxL3NoYXJkLnByb3RvEhN0ZXNzZXJhLmludGVybmFsLnYxGiB0ZXNzZXJhL3N0b3JhZ2Uv\
                djEvcmVjb3Jkcy5wcm90bxoXdGVzc2VyYS92MS9jb21tb24ucHJvdG8aGHRlc3NlcmEvdjEvZ2FsbGVyeS5wcm90bxoWdGVz\
                c2VyYS92MS9pbmRleC5wcm90bxoWdGVzc2VyYS92MS9pdGVtcy5wcm90bxobdGVzc2VyYS92MS9vcGVyYXRpb25zLnByb3Rv\
                Ghd0ZXNzZXJhL3YxL3NlYXJjaC5wcm90byKKAQoQT3BlblNoYXJkUmVxdWVzdBIYCgdjbHVzdGVyGAEgASgJUgdjbHVzdGVy\
                EhQKBXNoYXJkGAIgASgNUgVzaGFyZBIfCgtzaGFyZF9jb3VudBgDIAEoDVIKc2hhcmRDb3VudBIlCg5rbm93bl9yZXZpc2lv\
                bhgEIAEoBlINa25vd25SZXZpc2lvbiKfAgoRT3BlblNoYXJkUmVzcG9uc2USGAoHdmVyc2lvbhgBIAEoCVIHdmVyc2lvbhIa\
                CghpbnN0YW5jZRgCIAEoBlIIaW5zdGFuY2USGgoIcmV2aXNpb24YAyABKAZSCHJldmlzaW9uEiAKDGlzX3JlYWRfb25seRgE\
                IAEoCFIKaXNSZWFkT25seRJBCglnYWxsZXJpZXMYBSADKAsyIy50ZXNzZXJhLnYxLkRlc2NyaWJlR2FsbGVyeVJlc3BvbnNl\
                UglnYWxsZXJpZXMSOQoGY291bnRzGAYgAygLMiEudGVzc2VyYS5pbnRlcm5hbC52MS5HYWxsZXJ5Q291bnRSBmNvdW50cxIY\
                Cgdjb250ZW50GAcgASgGUgdjb250ZW50ImMKDEdhbGxlcnlDb3VudBIYCgdnYWxsZXJ5GAEgASgNUgdnYWxsZXJ5Eh0KCml0\
                ZW1fY291bnQYAiABKARSCWl0ZW1Db3VudBIaCghzZXF1ZW5jZRgDIAEoBFIIc2VxdWVuY2UiOQoJU2NhblByb2JlEhQKBWZp\
                ZWxkGAEgASgNUgVmaWVsZBIWCgZ2ZWN0b3IYAiADKAJSBnZlY3RvciLPAQoJU2NhblF1ZXJ5EhgKB2dhbGxlcnkYASABKA1S\
                B2dhbGxlcnkSNgoGcHJvYmVzGAIgAygLMh4udGVzc2VyYS5pbnRlcm5hbC52MS5TY2FuUHJvYmVSBnByb2JlcxIqCgZmaWx0\
                ZXIYAyABKAsyEi50ZXNzZXJhLnYxLkZpbHRlclIGZmlsdGVyEiEKDGV4Y2x1ZGVkX2lkcxgEIAMoCVILZXhjbHVkZWRJZHMS\
                IQoMbWluX3NlcXVlbmNlGAUgASgEUgttaW5TZXF1ZW5jZSJGCglTY2FuRmllbGQSIwoNY29kZWJvb2tfaGFzaBgBIAEoDFIM\
                Y29kZWJvb2tIYXNoEhQKBWxpc3RzGAIgAygNUgVsaXN0cyJLChNDb3VudEFsbG93ZWRSZXF1ZXN0EjQKBXF1ZXJ5GAEgASgL\
                Mh4udGVzc2VyYS5pbnRlcm5hbC52MS5TY2FuUXVlcnlSBXF1ZXJ5IpoBChRDb3VudEFsbG93ZWRSZXNwb25zZRISCgR2aWV3\
                GAEgASgGUgR2aWV3EiMKDWFsbG93ZWRfY291bnQYAiABKARSDGFsbG93ZWRDb3VudBIdCgpsaXZlX2NvdW50GAMgASgEUgls\
                aXZlQ291bnQSKgoRZmllbGRfbGl2ZV9jb3VudHMYBCADKARSD2ZpZWxkTGl2ZUNvdW50cyK0AgoQU2NhblNoYXJkUmVxdWVz\
                dBI0CgVxdWVyeRgBIAEoCzIeLnRlc3NlcmEuaW50ZXJuYWwudjEuU2NhblF1ZXJ5UgVxdWVyeRISCgR2aWV3GAIgASgGUgR2\
                aWV3EjAKFGNhbmRpZGF0ZXNfcGVyX2ZpZWxkGAMgASgNUhJjYW5kaWRhdGVzUGVyRmllbGQSKQoQaW5jbHVkZXNfc2ltaWxh\
                chgEIAEoCFIPaW5jbHVkZXNTaW1pbGFyEjQKBXNjYW5zGAUgAygLMh4udGVzc2VyYS5pbnRlcm5hbC52MS5TY2FuRmllbGRS\
                BXNjYW5zEkMKDGxpa2VseV9pdGVtcxgGIAEoCzIgLnRlc3NlcmEuaW50ZXJuYWwudjEuTGlrZWx5SXRlbXNSC2xpa2VseUl0\
                ZW1zInAKC0xpa2VseUl0ZW1zEhQKBWNvdW50GAEgASgNUgVjb3VudBIYCgd3ZWlnaHRzGAIgAygCUgd3ZWlnaHRzEjEKCXJl\
                YWRfbWFzaxgDIAEoCzIULnRlc3NlcmEudjEuUmVhZE1hc2tSCHJlYWRNYXNrIkAKCFNjYW5MaXN0EhwKCXBvc2l0aW9ucxgB\
                IAMoDVIJcG9zaXRpb25zEhYKBnNjb3JlcxgCIAMoAlIGc2NvcmVzIpcFChFTY2FuU2hhcmRSZXNwb25zZRISCgR2aWV3GAEg\
                ASgGUgR2aWV3EhoKCHNlcXVlbmNlGAIgASgEUghzZXF1ZW5jZRIjCg1hbGxvd2VkX2NvdW50GAMgASgEUgxhbGxvd2VkQ291\
                bnQSIwoNcGxhbm5lZF9jb3VudBgEIAEoBFIMcGxhbm5lZENvdW50EiMKDXNjYW5uZWRfY291bnQYBSABKARSDHNjYW5uZWRD\
                b3VudBIwChRmaWVsZF9wbGFubmVkX2NvdW50cxgGIAMoBFISZmllbGRQbGFubmVkQ291bnRzEjAKFGZpZWxkX21hdGNoZWRf\
                Y291bnRzGAcgAygEUhJmaWVsZE1hdGNoZWRDb3VudHMSGgoIb3JkaW5hbHMYCCADKA1SCG9yZGluYWxzEhsKCWlkX2hhc2hl\
                cxgJIAMoBlIIaWRIYXNoZXMSGgoIcHJlc2VuY2UYCiADKA1SCHByZXNlbmNlEiIKDHNpbWlsYXJpdGllcxgLIAMoAlIMc2lt\
                aWxhcml0aWVzEjMKBWxpc3RzGAwgAygLMh0udGVzc2VyYS5pbnRlcm5hbC52MS5TY2FuTGlzdFIFbGlzdHMSJQoOc2ltaWxh\
                cl9zdGFydHMYDSADKA1SDXNpbWlsYXJTdGFydHMSJQoOc2ltaWxhcl9oYXNoZXMYDiADKAZSDXNpbWlsYXJIYXNoZXMSHQoK\
                bGl2ZV9jb3VudBgPIAEoBFIJbGl2ZUNvdW50EikKEGxpa2VseV9wb3NpdGlvbnMYECADKA1SD2xpa2VseVBvc2l0aW9ucxI5\
                CgxsaWtlbHlfaXRlbXMYESADKAsyFi50ZXNzZXJhLnYxLlN0b3JlZEl0ZW1SC2xpa2VseUl0ZW1zInQKEEZldGNoUm93c1Jl\
                cXVlc3QSGAoHZ2FsbGVyeRgBIAEoDVIHZ2FsbGVyeRISCgR2aWV3GAIgASgGUgR2aWV3EhYKBmZpZWxkcxgDIAMoDVIGZmll\
                bGRzEhoKCG9yZGluYWxzGAQgAygNUghvcmRpbmFscyInChFGZXRjaFJvd3NSZXNwb25zZRISCgRyb3dzGAEgAygMUgRyb3dz\
                IpIBChNGZXRjaFBheWxvYWRSZXF1ZXN0EhgKB2dhbGxlcnkYASABKA1SB2dhbGxlcnkSEgoEdmlldxgCIAEoBlIEdmlldxIa\
                CghvcmRpbmFscxgDIAMoDVIIb3JkaW5hbHMSMQoJcmVhZF9tYXNrGAQgASgLMhQudGVzc2VyYS52MS5SZWFkTWFza1IIcmVh\
                ZE1hc2siRAoURmV0Y2hQYXlsb2FkUmVzcG9uc2USLAoFaXRlbXMYASADKAsyFi50ZXNzZXJhLnYxLlN0b3JlZEl0ZW1SBWl0\
                ZW1zIkMKF0ZldGNoSXRlbVZlY3RvcnNSZXF1ZXN0EhgKB2dhbGxlcnkYASABKA1SB2dhbGxlcnkSDgoCaWQYAiABKAlSAmlk\
                Im8KGEZldGNoSXRlbVZlY3RvcnNSZXNwb25zZRIZCghpc19mb3VuZBgBIAEoCFIHaXNGb3VuZBI4Cgd2ZWN0b3JzGAIgAygL\
                Mh4udGVzc2VyYS5pbnRlcm5hbC52MS5TY2FuUHJvYmVSB3ZlY3RvcnMibQoURmV0Y2hDb2RlYm9va1JlcXVlc3QSGAoHZ2Fs\
                bGVyeRgBIAEoDVIHZ2FsbGVyeRIjCg1jb2RlYm9va19oYXNoGAIgASgMUgxjb2RlYm9va0hhc2gSFgoGb2Zmc2V0GAMgASgE\
                UgZvZmZzZXQiTAoVRmV0Y2hDb2RlYm9va1Jlc3BvbnNlEh0KCmJ5dGVfY291bnQYASABKARSCWJ5dGVDb3VudBIUCgVwaWVj\
                ZRgCIAEoDFIFcGllY2UiiwEKEUFkZEdhbGxlcnlSZXF1ZXN0EhYKBm51bWJlchgBIAEoDVIGbnVtYmVyEisKBHNwZWMYAiAB\
                KAsyFy50ZXNzZXJhLnYxLkdhbGxlcnlTcGVjUgRzcGVjEjEKFGNyZWF0ZWRfbWljcm9zZWNvbmRzGAMgASgEUhNjcmVhdGVk\
                TWljcm9zZWNvbmRzIrcBCgpTaGFyZFdyaXRlEiQKBGl0ZW0YASABKAsyEC50ZXNzZXJhLnYxLkl0ZW1SBGl0ZW0SOgoHdmVj\
                dG9ycxgCIAMoCzIgLnRlc3NlcmEuc3RvcmFnZS52MS5WZWN0b3JSZWNvcmRSB3ZlY3RvcnMSKwoQZXhwZWN0ZWRfdmVyc2lv\
                bhgDIAEoBEgAUg9leHBlY3RlZFZlcnNpb25CGgoYZXhwZWN0ZWRfdmVyc2lvbl9wcmVzZW50IukBChFXcml0ZUl0ZW1zUmVx\
                dWVzdBIYCgdnYWxsZXJ5GAEgASgNUgdnYWxsZXJ5EjcKBndyaXRlcxgCIAMoCzIfLnRlc3NlcmEuaW50ZXJuYWwudjEuU2hh\
                cmRXcml0ZVIGd3JpdGVzEhwKCW9wZXJhdGlvbhgDIAEoCVIJb3BlcmF0aW9uEiEKDHJlc3VtZV9wb2ludBgEIAEoDFILcmVz\
                dW1lUG9pbnQSGwoJcm93c19kb25lGAUgASgEUghyb3dzRG9uZRIjCg1yb3dzX3JlamVjdGVkGAYgASgEUgxyb3dzUmVqZWN0\
                ZWQiWwoOTGlzdElkc1JlcXVlc3QSGAoHZ2FsbGVyeRgBIAEoDVIHZ2FsbGVyeRIZCghhZnRlcl9pZBgCIAEoCVIHYWZ0ZXJJ\
                ZBIUCgVjb3VudBgDIAEoDVIFY291bnQiIwoPTGlzdElkc1Jlc3BvbnNlEhAKA2lkcxgBIAMoCVIDaWRzIoUBChFTYW1wbGVS\
                b3dzUmVxdWVzdBIYCgdnYWxsZXJ5GAEgASgNUgdnYWxsZXJ5EhQKBWZpZWxkGAIgASgNUgVmaWVsZBIUCgVjb3VudBgDIAEo\
                DVIFY291bnQSEgoEc2VlZBgEIAEoBFIEc2VlZBIWCgZvZmZzZXQYBSABKA1SBm9mZnNldCI8ChJTYW1wbGVSb3dzUmVzcG9u\
                c2USEgoEa2V5cxgBIAMoBlIEa2V5cxISCgRyb3dzGAIgASgMUgRyb3dzIoEBChJQdXRDb2RlYm9va1JlcXVlc3QSGAoHZ2Fs\
                bGVyeRgBIAEoDVIHZ2FsbGVyeRIjCg1jb2RlYm9va19oYXNoGAIgASgMUgxjb2RlYm9va0hhc2gSFgoGb2Zmc2V0GAMgASgE\
                UgZvZmZzZXQSFAoFcGllY2UYBCABKAxSBXBpZWNlIuwBCgxBZG9wdGVkRmllbGQSFAoFZmllbGQYASABKA1SBWZpZWxkEiMK\
                DWNvZGVib29rX2hhc2gYAiABKAxSDGNvZGVib29rSGFzaBIsCgVpbmRleBgDIAEoCzIWLnRlc3NlcmEudjEuRmllbGRJbmRl\
                eFIFaW5kZXgSPgoLY2FsaWJyYXRpb24YBCABKAsyHC50ZXNzZXJhLnYxLkZpZWxkQ2FsaWJyYXRpb25SC2NhbGlicmF0aW9u\
                EjMKBnJlcmFuaxgFIAEoDjIbLnRlc3NlcmEudjEuVmVjdG9yUHJlY2lzaW9uUgZyZXJhbmsiiwEKEUFkb3B0SW5kZXhSZXF1\
                ZXN0EhgKB2dhbGxlcnkYASABKA1SB2dhbGxlcnkSOQoGZmllbGRzGAIgAygLMiEudGVzc2VyYS5pbnRlcm5hbC52MS5BZG9w\
                dGVkRmllbGRSBmZpZWxkcxIhCgx0aHJlYWRfY291bnQYAyABKA1SC3RocmVhZENvdW50IjIKEkNvbW1pdEluZGV4UmVxdWVz\
                dBIcCglvcGVyYXRpb24YASABKAlSCW9wZXJhdGlvbjKCCgoFU2hhcmQSWgoJT3BlblNoYXJkEiUudGVzc2VyYS5pbnRlcm5h\
                bC52MS5PcGVuU2hhcmRSZXF1ZXN0GiYudGVzc2VyYS5pbnRlcm5hbC52MS5PcGVuU2hhcmRSZXNwb25zZRJjCgxDb3VudEFs\
                bG93ZWQSKC50ZXNzZXJhLmludGVybmFsLnYxLkNvdW50QWxsb3dlZFJlcXVlc3QaKS50ZXNzZXJhLmludGVybmFsLnYxLkNv\
                dW50QWxsb3dlZFJlc3BvbnNlEloKCVNjYW5TaGFyZBIlLnRlc3NlcmEuaW50ZXJuYWwudjEuU2NhblNoYXJkUmVxdWVzdBom\
                LnRlc3NlcmEuaW50ZXJuYWwudjEuU2NhblNoYXJkUmVzcG9uc2USWgoJRmV0Y2hSb3dzEiUudGVzc2VyYS5pbnRlcm5hbC52\
                MS5GZXRjaFJvd3NSZXF1ZXN0GiYudGVzc2VyYS5pbnRlcm5hbC52MS5GZXRjaFJvd3NSZXNwb25zZRJjCgxGZXRjaFBheWxv\
                YWQSKC50ZXNzZXJhLmludGVybmFsLnYxLkZldGNoUGF5bG9hZFJlcXVlc3QaKS50ZXNzZXJhLmludGVybmFsLnYxLkZldGNo\
                UGF5bG9hZFJlc3BvbnNlEm8KEEZldGNoSXRlbVZlY3RvcnMSLC50ZXNzZXJhLmludGVybmFsLnYxLkZldGNoSXRlbVZlY3Rv\
                cnNSZXF1ZXN0Gi0udGVzc2VyYS5pbnRlcm5hbC52MS5GZXRjaEl0ZW1WZWN0b3JzUmVzcG9uc2USZgoNRmV0Y2hDb2RlYm9v\
                axIpLnRlc3NlcmEuaW50ZXJuYWwudjEuRmV0Y2hDb2RlYm9va1JlcXVlc3QaKi50ZXNzZXJhLmludGVybmFsLnYxLkZldGNo\
                Q29kZWJvb2tSZXNwb25zZRJZCgpBZGRHYWxsZXJ5EiYudGVzc2VyYS5pbnRlcm5hbC52MS5BZGRHYWxsZXJ5UmVxdWVzdBoj\
                LnRlc3NlcmEudjEuRGVzY3JpYmVHYWxsZXJ5UmVzcG9uc2USTwoKV3JpdGVJdGVtcxImLnRlc3NlcmEuaW50ZXJuYWwudjEu\
                V3JpdGVJdGVtc1JlcXVlc3QaGS50ZXNzZXJhLnYxLldyaXRlUmVzcG9uc2USVAoHTGlzdElkcxIjLnRlc3NlcmEuaW50ZXJu\
                YWwudjEuTGlzdElkc1JlcXVlc3QaJC50ZXNzZXJhLmludGVybmFsLnYxLkxpc3RJZHNSZXNwb25zZRJdCgpTYW1wbGVSb3dz\
                EiYudGVzc2VyYS5pbnRlcm5hbC52MS5TYW1wbGVSb3dzUmVxdWVzdBonLnRlc3NlcmEuaW50ZXJuYWwudjEuU2FtcGxlUm93\
                c1Jlc3BvbnNlEkkKC1B1dENvZGVib29rEicudGVzc2VyYS5pbnRlcm5hbC52MS5QdXRDb2RlYm9va1JlcXVlc3QaES50ZXNz\
                ZXJhLnYxLkVtcHR5EksKCkFkb3B0SW5kZXgSJi50ZXNzZXJhLmludGVybmFsLnYxLkFkb3B0SW5kZXhSZXF1ZXN0GhUudGVz\
                c2VyYS52MS5PcGVyYXRpb24SSQoLQ29tbWl0SW5kZXgSJy50ZXNzZXJhLmludGVybmFsLnYxLkNvbW1pdEluZGV4UmVxdWVz\
                dBoRLnRlc3NlcmEudjEuRW1wdHliBnByb3RvMw==
                """),
        ContractFile(
            name: "tessera/v1/health.proto", dependencies: [],
            services: [],
            symbols: ["tessera.v1.HealthRequest", "tessera.v1.HealthResponse", "tessera.v1.HealthStatus"],
            base64: """
                Chd0ZXNzZXJhL3YxL2hlYWx0aC5wcm90bxIKdGVzc2VyYS52MSIpCg1IZWFsdGhSZXF1ZXN0EhgKB3NlcnZpY2UYASABKAlS\
                B3NlcnZpY2UiQgoOSGVhbHRoUmVzcG9uc2USMAoGc3RhdHVzGAEgASgOMhgudGVzc2VyYS52MS5IZWFsdGhTdGF0dXNSBnN0\
                YXR1cyqKAQoMSGVhbHRoU3RhdHVzEh0KGUhFQUxUSF9TVEFUVVNfVU5TUEVDSUZJRUQQABIZChVIRUFMVEhfU1RBVFVTX1NF\
                UlZJTkcQARIdChlIRUFMVEhfU1RBVFVTX05PVF9TRVJWSU5HEAISIQodSEVBTFRIX1NUQVRVU19TRVJWSUNFX1VOS05PV04Q\
                A2IGcHJvdG8z
                """),
        ContractFile(
            name: "tessera/v1/node.proto", dependencies: [],
            services: ["tessera.v1.Node"],
            symbols: [
                "tessera.v1.PingRequest", "tessera.v1.PingResponse", "tessera.v1.GetStatusRequest",
                "tessera.v1.GetStatusResponse", "tessera.v1.ReplicaStatus", "tessera.v1.EncoderStatus",
                "tessera.v1.NodeState", "tessera.v1.Node", "tessera.v1.Node.Ping", "tessera.v1.Node.GetStatus",
            ],
            base64: """
                ChV0ZXNzZXJhL3YxL25vZGUucHJvdG8SCnRlc3NlcmEudjEiJwoLUGluZ1JlcXVlc3QSGAoHcGF5bG9hZBgBIAEoDFIHcGF5\
                bG9hZCIoCgxQaW5nUmVzcG9uc2USGAoHcGF5bG9hZBgBIAEoDFIHcGF5bG9hZCISChBHZXRTdGF0dXNSZXF1ZXN0IoAFChFH\
                ZXRTdGF0dXNSZXNwb25zZRIYCgd2ZXJzaW9uGAEgASgJUgd2ZXJzaW9uEisKBXN0YXRlGAIgASgOMhUudGVzc2VyYS52MS5O\
                b2RlU3RhdGVSBXN0YXRlEi8KE3VwdGltZV9taWNyb3NlY29uZHMYAyABKARSEnVwdGltZU1pY3Jvc2Vjb25kcxInCg9pbnN0\
                cnVjdGlvbl9zZXQYBCABKAlSDmluc3RydWN0aW9uU2V0EikKEGNvbm5lY3Rpb25fY291bnQYBSABKARSD2Nvbm5lY3Rpb25D\
                b3VudBImCg9pbl9mbGlnaHRfY291bnQYBiABKARSDWluRmxpZ2h0Q291bnQSJQoOYW5zd2VyZWRfY291bnQYByABKARSDWFu\
                c3dlcmVkQ291bnQSIQoMZmFpbGVkX2NvdW50GAggASgEUgtmYWlsZWRDb3VudBIjCg1yZWZ1c2VkX2NvdW50GAkgASgEUgxy\
                ZWZ1c2VkQ291bnQSIwoNZ2FsbGVyeV9jb3VudBgKIAEoBFIMZ2FsbGVyeUNvdW50Eh0KCml0ZW1fY291bnQYCyABKARSCWl0\
                ZW1Db3VudBImCg9kaXNrX2J5dGVfY291bnQYDCABKARSDWRpc2tCeXRlQ291bnQSLgoTcmVzaWRlbnRfYnl0ZV9jb3VudBgN\
                IAEoBFIRcmVzaWRlbnRCeXRlQ291bnQSNQoIZW5jb2RlcnMYDiADKAsyGS50ZXNzZXJhLnYxLkVuY29kZXJTdGF0dXNSCGVu\
                Y29kZXJzEjUKCHJlcGxpY2FzGA8gAygLMhkudGVzc2VyYS52MS5SZXBsaWNhU3RhdHVzUghyZXBsaWNhcyLqAQoNUmVwbGlj\
                YVN0YXR1cxIUCgVzaGFyZBgBIAEoDVIFc2hhcmQSGAoHcmVwbGljYRgCIAEoDVIHcmVwbGljYRIYCgdhZGRyZXNzGAMgASgJ\
                UgdhZGRyZXNzEhIKBHpvbmUYBCABKAlSBHpvbmUSFAoFZmF1bHQYBSABKAlSBWZhdWx0Eh4KC2lzX2xlZnRfb3V0GAYgASgI\
                Uglpc0xlZnRPdXQSJgoPaW5fZmxpZ2h0X2NvdW50GAcgASgEUg1pbkZsaWdodENvdW50Eh0KCml0ZW1fY291bnQYCCABKARS\
                CWl0ZW1Db3VudCLRAQoNRW5jb2RlclN0YXR1cxISCgRuYW1lGAEgASgJUgRuYW1lEiAKC2ZpbmdlcnByaW50GAIgASgJUgtm\
                aW5nZXJwcmludBIcCglkaW1lbnNpb24YAyABKA1SCWRpbWVuc2lvbhIfCgt0b2tlbl9saW1pdBgEIAEoDVIKdG9rZW5MaW1p\
                dBIjCg1lbmNvZGVkX2NvdW50GAUgASgEUgxlbmNvZGVkQ291bnQSJgoPY2FjaGVfaGl0X2NvdW50GAYgASgEUg1jYWNoZUhp\
                dENvdW50KnEKCU5vZGVTdGF0ZRIaChZOT0RFX1NUQVRFX1VOU1BFQ0lGSUVEEAASFwoTTk9ERV9TVEFURV9TVEFSVElORxAB\
                EhYKEk5PREVfU1RBVEVfU0VSVklORxACEhcKE05PREVfU1RBVEVfRFJBSU5JTkcQAzKLAQoETm9kZRI5CgRQaW5nEhcudGVz\
                c2VyYS52MS5QaW5nUmVxdWVzdBoYLnRlc3NlcmEudjEuUGluZ1Jlc3BvbnNlEkgKCUdldFN0YXR1cxIcLnRlc3NlcmEudjEu\
                R2V0U3RhdHVzUmVxdWVzdBodLnRlc3NlcmEudjEuR2V0U3RhdHVzUmVzcG9uc2ViBnByb3RvMw==
                """),
        ContractFile(
            name: "tessera/v1/reflection.proto", dependencies: [],
            services: [],
            symbols: [
                "tessera.v1.ReflectionRequest", "tessera.v1.ReflectionResponse", "tessera.v1.ReflectionFiles",
                "tessera.v1.ReflectionServices", "tessera.v1.ReflectionService", "tessera.v1.ReflectionError",
            ],
            base64: """
                Cht0ZXNzZXJhL3YxL3JlZmxlY3Rpb24ucHJvdG8SCnRlc3NlcmEudjEixwEKEVJlZmxlY3Rpb25SZXF1ZXN0EhIKBGhvc3QY\
                ASABKAlSBGhvc3QSHQoJZmlsZV9uYW1lGAMgASgJSABSCGZpbGVOYW1lEhgKBnN5bWJvbBgEIAEoCUgBUgZzeW1ib2wSJQoN\
                bGlzdF9zZXJ2aWNlcxgHIAEoCUgCUgxsaXN0U2VydmljZXNCEwoRZmlsZV9uYW1lX3ByZXNlbnRCEAoOc3ltYm9sX3ByZXNl\
                bnRCFwoVbGlzdF9zZXJ2aWNlc19wcmVzZW50IoUCChJSZWZsZWN0aW9uUmVzcG9uc2USEgoEaG9zdBgBIAEoCVIEaG9zdBI5\
                CghxdWVzdGlvbhgCIAEoCzIdLnRlc3NlcmEudjEuUmVmbGVjdGlvblJlcXVlc3RSCHF1ZXN0aW9uEjEKBWZpbGVzGAQgASgL\
                MhsudGVzc2VyYS52MS5SZWZsZWN0aW9uRmlsZXNSBWZpbGVzEjoKCHNlcnZpY2VzGAYgASgLMh4udGVzc2VyYS52MS5SZWZs\
                ZWN0aW9uU2VydmljZXNSCHNlcnZpY2VzEjEKBWVycm9yGAcgASgLMhsudGVzc2VyYS52MS5SZWZsZWN0aW9uRXJyb3JSBWVy\
                cm9yIicKD1JlZmxlY3Rpb25GaWxlcxIUCgVmaWxlcxgBIAMoDFIFZmlsZXMiTwoSUmVmbGVjdGlvblNlcnZpY2VzEjkKCHNl\
                cnZpY2VzGAEgAygLMh0udGVzc2VyYS52MS5SZWZsZWN0aW9uU2VydmljZVIIc2VydmljZXMiJwoRUmVmbGVjdGlvblNlcnZp\
                Y2USEgoEbmFtZRgBIAEoCVIEbmFtZSI/Cg9SZWZsZWN0aW9uRXJyb3ISEgoEY29kZRgBIAEoDVIEY29kZRIYCgdtZXNzYWdl\
                GAIgASgJUgdtZXNzYWdlYgZwcm90bzM=
                """),
        ContractFile(
            name: "tessera/v1/status.proto", dependencies: [],
            services: [],
            symbols: ["tessera.v1.CallStatus", "tessera.v1.CallStatusDetail"],
            base64: """
                Chd0ZXNzZXJhL3YxL3N0YXR1cy5wcm90bxIKdGVzc2VyYS52MSJyCgpDYWxsU3RhdHVzEhIKBGNvZGUYASABKA1SBGNvZGUS\
                GAoHbWVzc2FnZRgCIAEoCVIHbWVzc2FnZRI2CgdkZXRhaWxzGAMgAygLMhwudGVzc2VyYS52MS5DYWxsU3RhdHVzRGV0YWls\
                UgdkZXRhaWxzIkMKEENhbGxTdGF0dXNEZXRhaWwSGQoIdHlwZV91cmwYASABKAlSB3R5cGVVcmwSFAoFdmFsdWUYAiABKAxS\
                BXZhbHVlYgZwcm90bzM=
                """),
    ]
}
